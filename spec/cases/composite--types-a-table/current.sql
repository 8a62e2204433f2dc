CREATE TYPE reading AS (at integer, unit text);
CREATE TABLE readings OF reading (PRIMARY KEY (at));
CREATE INDEX readings_unit ON readings (unit);
CREATE VIEW units AS SELECT at, unit FROM readings;
CREATE TABLE copies (at integer, unit text);
