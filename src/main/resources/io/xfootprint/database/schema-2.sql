-- SPDX-License-Identifier: Apache-2.0
-- Version 2 of the tables of x-footprint: what priced the energy. The library runs this by itself where its user may
-- create tables; else run it once, after schema-1.sql.

-- What each source of carbon intensities has priced: 'instance-hour', merged into 'hour' of all instances, instance 0.
-- The mean intensity is grid_pg / energy_nj * 3600 in gCO2e/kWh.
CREATE TABLE IF NOT EXISTS xfootprint_grid (
  app VARCHAR(200) NOT NULL,
  unit VARCHAR(16) NOT NULL,
  start_utc TIMESTAMP NOT NULL,
  instance BIGINT NOT NULL,
  source VARCHAR(200) NOT NULL,
  energy_nj DECIMAL(38) NOT NULL,
  grid_pg DECIMAL(38) NOT NULL,   -- that energy times the intensity, without PUE and grid loss
  PRIMARY KEY (app, unit, start_utc, instance, source)
);

-- What a service tells of the moment, and who asks it next: the instance that changes asked_at.
CREATE TABLE IF NOT EXISTS xfootprint_live (
  app VARCHAR(200) NOT NULL,
  question VARCHAR(200) NOT NULL,               -- names service and place, and ends with a number of the address
  asked_at TIMESTAMP WITH TIME ZONE NOT NULL,   -- nobody asks again for about an interval after that
  told_at TIMESTAMP WITH TIME ZONE,             -- when it told the next column
  g_per_kwh DOUBLE PRECISION,
  PRIMARY KEY (app, question)
);

UPDATE xfootprint_schema SET version = 2 WHERE version = 1;
