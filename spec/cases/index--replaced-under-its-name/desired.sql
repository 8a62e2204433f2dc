CREATE TABLE t (id int, a text, b int);
CREATE INDEX i ON t (a, b DESC);
CREATE INDEX u ON t (b);
CREATE INDEX o ON t (id) WITH (fillfactor = 60);
COMMENT ON INDEX i IS 'kept words';
