-- SPDX-License-Identifier: Apache-2.0
-- Version 5 of the tables of x-footprint: what each version of an application costs. The library runs this by itself
-- where its user may create tables; else run it once, after schema-4.sql.

-- The versions of an application; the newest ten stay.
CREATE TABLE IF NOT EXISTS xfootprint_version (
  app VARCHAR(200) NOT NULL,
  version VARCHAR(100) NOT NULL,
  first_seen TIMESTAMP WITH TIME ZONE NOT NULL,   -- which of two is the later one
  compared_at TIMESTAMP WITH TIME ZONE NOT NULL,  -- nobody compares it again for a while after that
  PRIMARY KEY (app, version)
);

-- How the cost of each route is distributed over requests, since the start of an instance; instance 0: all that have
-- ended. It is written when there is a tenth more, so the books may be ahead of it.
CREATE TABLE IF NOT EXISTS xfootprint_distribution (
  app VARCHAR(200) NOT NULL,
  version VARCHAR(100) NOT NULL,
  instance BIGINT NOT NULL,
  route VARCHAR(200) NOT NULL,
  figures VARCHAR(4000) NOT NULL,                 -- histograms and means, for this library alone
  PRIMARY KEY (app, version, instance, route)
);

-- What was logged: a figure of a route (cpu, bytes) that is larger or smaller in a version than in the one before.
CREATE TABLE IF NOT EXISTS xfootprint_change (
  app VARCHAR(200) NOT NULL,
  version VARCHAR(100) NOT NULL,
  before_version VARCHAR(100) NOT NULL,
  route VARCHAR(200) NOT NULL,
  figure VARCHAR(16) NOT NULL,
  PRIMARY KEY (app, version, before_version, route, figure)
);

UPDATE xfootprint_schema SET version = 5 WHERE version = 4;
