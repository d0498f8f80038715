-- SPDX-License-Identifier: Apache-2.0
-- The tables of x-footprint, version 1. The library runs this by itself where its user may create tables;
-- else run it once. It holds for PostgreSQL and what speaks its protocol, and for H2.
-- All times are UTC. Units: ns, bytes, nJ (1e-9 J), pg CO2e (1e-12 g).

CREATE TABLE IF NOT EXISTS xfootprint_schema (
  version INTEGER NOT NULL PRIMARY KEY
);

-- One row for each application.
CREATE TABLE IF NOT EXISTS xfootprint_app (
  app VARCHAR(200) NOT NULL,
  first_counted_utc TIMESTAMP NOT NULL,           -- when it was first counted
  tidied_at TIMESTAMP WITH TIME ZONE NOT NULL,    -- when closed hours were last merged
  PRIMARY KEY (app)
);

-- One row for each run of a process; only that process writes it, until it has ended.
CREATE TABLE IF NOT EXISTS xfootprint_instance (
  app VARCHAR(200) NOT NULL,
  instance BIGINT NOT NULL,
  name VARCHAR(200) NOT NULL,                     -- host and process, for people
  version VARCHAR(100),                           -- of the application; tables that are older get it by schema-3.sql
  method VARCHAR(40) NOT NULL,                    -- how it finds its energy
  started_at TIMESTAMP WITH TIME ZONE NOT NULL,
  seen_at TIMESTAMP WITH TIME ZONE NOT NULL,      -- its last write, by the clock of the database
  writes BIGINT NOT NULL,                         -- number of its writes
  open_hour_utc TIMESTAMP NOT NULL,               -- rows of earlier hours will not change any more
  ended BOOLEAN NOT NULL,                         -- it will write no more
  PRIMARY KEY (app, instance)
);

-- The lines of the books: 'requests', 'background', 'idle', 'memory', 'embodied'. Those of one unit add up to
-- everything, once for each of these:
--   'instance-hour'  an hour of one instance, until it is merged into the next four
--   'hour', 'day', 'month'  of all instances, instance 0
--   'month-hour'     the same hour of all days of a month, instance 0: 2026-11-01 13:00 is 13 h in November
--   'total'          of one instance since it started; instance 0: all that have ended
--   'sum'            all of 'total' as of a moment, instance 0: see schema-4.sql
CREATE TABLE IF NOT EXISTS xfootprint_line (
  app VARCHAR(200) NOT NULL,
  unit VARCHAR(16) NOT NULL,
  start_utc TIMESTAMP NOT NULL,
  instance BIGINT NOT NULL,
  line VARCHAR(16) NOT NULL,
  requests BIGINT NOT NULL,
  errors BIGINT NOT NULL,
  without_cpu BIGINT NOT NULL,
  without_bytes BIGINT NOT NULL,
  estimated BIGINT NOT NULL,
  cpu_ns DECIMAL(38) NOT NULL,
  gc_cpu_ns DECIMAL(38) NOT NULL,
  alloc_b DECIMAL(38) NOT NULL,
  energy_nj DECIMAL(38) NOT NULL,
  gc_nj DECIMAL(38) NOT NULL,
  co2e_pg DECIMAL(38) NOT NULL,
  energy_low_nj DECIMAL(38) NOT NULL,
  energy_high_nj DECIMAL(38) NOT NULL,
  co2e_low_pg DECIMAL(38) NOT NULL,
  co2e_high_pg DECIMAL(38) NOT NULL,
  PRIMARY KEY (app, unit, start_utc, instance, line)
);

-- What the line 'requests' is made of, route by route: 'instance-hour', merged into 'day' and 'month', and for three
-- days into 'hour' too.
CREATE TABLE IF NOT EXISTS xfootprint_route (
  app VARCHAR(200) NOT NULL,
  unit VARCHAR(16) NOT NULL,
  start_utc TIMESTAMP NOT NULL,
  instance BIGINT NOT NULL,
  route VARCHAR(200) NOT NULL,
  requests BIGINT NOT NULL,
  errors BIGINT NOT NULL,
  without_cpu BIGINT NOT NULL,
  without_bytes BIGINT NOT NULL,
  estimated BIGINT NOT NULL,
  cpu_ns DECIMAL(38) NOT NULL,
  gc_cpu_ns DECIMAL(38) NOT NULL,
  alloc_b DECIMAL(38) NOT NULL,
  energy_nj DECIMAL(38) NOT NULL,
  gc_nj DECIMAL(38) NOT NULL,
  co2e_pg DECIMAL(38) NOT NULL,
  energy_low_nj DECIMAL(38) NOT NULL,
  energy_high_nj DECIMAL(38) NOT NULL,
  co2e_low_pg DECIMAL(38) NOT NULL,
  co2e_high_pg DECIMAL(38) NOT NULL,
  PRIMARY KEY (app, unit, start_utc, instance, route)
);

INSERT INTO xfootprint_schema (version) SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM xfootprint_schema);
