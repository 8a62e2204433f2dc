CREATE TABLE t (id int PRIMARY KEY, a text UNIQUE, CONSTRAINT low CHECK (a = lower(a)));
CREATE INDEX t_up ON t (upper(a));
CREATE TABLE u (a text REFERENCES t (a));
CREATE VIEW v AS SELECT id, a FROM t;
CREATE POLICY p ON t USING (a <> '');
COMMENT ON COLUMN t.a IS 'an a';
GRANT UPDATE (a) ON t TO reader;
