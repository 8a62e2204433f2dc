CREATE TYPE reading AS (at bigint, note text);
CREATE TABLE readings OF reading (PRIMARY KEY (at), note DEFAULT '-' CHECK (note <> ''));
CREATE INDEX readings_note ON readings (note);
CREATE VIEW units AS SELECT at, note FROM readings;
COMMENT ON COLUMN readings.note IS 'free text';
CREATE TABLE copies OF reading;
