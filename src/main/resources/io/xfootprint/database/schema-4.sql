-- SPDX-License-Identifier: Apache-2.0
-- Version 4 of the tables of x-footprint: one sum of all instances, for all instances. The library runs this by itself
-- where its user may create tables; else run it once, after schema-3.sql.

-- Where there are many instances one of them adds up the rows 'total' of xfootprint_line for all, as rows 'sum'. A sum
-- is announced before it is made, and has the next number.
CREATE TABLE IF NOT EXISTS xfootprint_sum (
  app VARCHAR(200) NOT NULL,
  announced BIGINT NOT NULL,                      -- number of the last sum that was announced
  announced_at TIMESTAMP WITH TIME ZONE NOT NULL,
  made BIGINT NOT NULL,                           -- number of the one that the rows 'sum' are
  instances BIGINT NOT NULL,                      -- number of rows of a line that it is of
  alive_since TIMESTAMP WITH TIME ZONE NOT NULL,  -- an instance was running that had written after that
  PRIMARY KEY (app)
);

-- How many instances were running then, by how they find their energy.
CREATE TABLE IF NOT EXISTS xfootprint_running (
  app VARCHAR(200) NOT NULL,
  method VARCHAR(40) NOT NULL,
  instances BIGINT NOT NULL,
  PRIMARY KEY (app, method)
);

UPDATE xfootprint_schema SET version = 4 WHERE version = 3;
