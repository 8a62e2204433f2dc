CREATE TABLE t (id int, a text);
CREATE INDEX old_name ON t (a);
COMMENT ON INDEX old_name IS 'x';
