CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE t (id int PRIMARY KEY, m mood NOT NULL DEFAULT 'ok', many mood[], CONSTRAINT c CHECK (m <> 'sad' OR id > 0));
CREATE INDEX t_m ON t (m);
CREATE VIEW v AS SELECT id, m FROM t WHERE m = 'sad';
GRANT SELECT ON v TO reader;
CREATE FUNCTION f(x mood) RETURNS mood LANGUAGE sql IMMUTABLE AS $$ SELECT x $$;
