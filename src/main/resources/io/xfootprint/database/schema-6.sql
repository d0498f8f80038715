-- SPDX-License-Identifier: Apache-2.0
-- Version 6 of the tables of x-footprint: what other services have told of their cost. The library runs this by itself
-- where its user may create tables; else run it once, after schema-5.sql.

-- What the calls of a route have cost in the services called and in those behind them, since the start of an instance;
-- instance 0: all that have ended. It is in no other table: those services count it themselves.
CREATE TABLE IF NOT EXISTS xfootprint_upstream (
  app VARCHAR(200) NOT NULL,
  instance BIGINT NOT NULL,
  route VARCHAR(200) NOT NULL,
  calls BIGINT NOT NULL,                          -- sent by this application
  told_calls BIGINT NOT NULL,                     -- those whose answer has told any cost; without one the sums are not known
  unknown_calls BIGINT NOT NULL,                  -- those whose cost is not in the sums, and those that services tell of
  energy_nj DECIMAL(38) NOT NULL,
  co2e_pg DECIMAL(38) NOT NULL,
  PRIMARY KEY (app, instance, route)
);

UPDATE xfootprint_schema SET version = 6 WHERE version = 5;
