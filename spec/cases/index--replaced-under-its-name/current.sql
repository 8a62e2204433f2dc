CREATE TABLE t (id int, a text, b int);
CREATE INDEX i ON t (a);
CREATE UNIQUE INDEX u ON t (b);
CREATE INDEX o ON t (id) WITH (fillfactor = 50);
COMMENT ON INDEX i IS 'kept words';
ALTER TABLE t CLUSTER ON o;
