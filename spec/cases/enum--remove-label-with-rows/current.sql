CREATE TYPE mood AS ENUM ('sad', 'ok', 'gone');
CREATE TABLE t (id int PRIMARY KEY, m mood NOT NULL DEFAULT 'ok', many mood[], CONSTRAINT c CHECK (m <> 'gone'));
CREATE INDEX t_m ON t (m);
CREATE VIEW v AS SELECT id, m FROM t WHERE m = 'sad';
GRANT SELECT ON v TO reader;
CREATE FUNCTION f(x mood) RETURNS mood LANGUAGE sql IMMUTABLE AS $$ SELECT x $$;
