-- SPDX-License-Identifier: Apache-2.0
-- Version 3 of the tables of x-footprint: the version of each instance. The library runs this by itself where its
-- user may change tables; else run it once, after schema-2.sql.

-- The version of the application that it runs; null of those that had started before.
ALTER TABLE xfootprint_instance ADD COLUMN IF NOT EXISTS version VARCHAR(100);

UPDATE xfootprint_schema SET version = 3 WHERE version = 2;
