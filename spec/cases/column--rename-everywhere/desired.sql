-- case: rename public.t.a:b
CREATE TABLE t (id int PRIMARY KEY, b text CONSTRAINT t_a_key UNIQUE, CONSTRAINT low CHECK (b = lower(b)));
CREATE INDEX t_up ON t (upper(b));
CREATE TABLE u (a text REFERENCES t (b));
CREATE VIEW v AS SELECT id, b AS a FROM t;
CREATE POLICY p ON t USING (b <> '');
COMMENT ON COLUMN t.b IS 'an a';
GRANT UPDATE (b) ON t TO reader;
