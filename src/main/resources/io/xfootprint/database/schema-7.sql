-- SPDX-License-Identifier: Apache-2.0
-- Version 7 of the tables of x-footprint: what tenants cost. The library runs this by itself where its user may create
-- tables; else run it once, after schema-6.sql.

-- What the requests of a tenant have cost in a month in UTC, by instance; instance 0: all that have ended. It is a part
-- of the line 'requests' of that month, and what the line has beyond it is of no tenant, or of one without a row.
-- Ranges are those of the line, in proportion.
CREATE TABLE IF NOT EXISTS xfootprint_tenant (
  app VARCHAR(200) NOT NULL,
  start_utc TIMESTAMP NOT NULL,
  instance BIGINT NOT NULL,
  tenant VARCHAR(200) NOT NULL,
  floor_nj DECIMAL(38) NOT NULL,                  -- of tenant '(other)': what one without a row may have taken at most;
                                                  -- of others: the part of that which they have surely not taken
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
  PRIMARY KEY (app, start_utc, instance, tenant)
);

UPDATE xfootprint_schema SET version = 7 WHERE version = 6;
