CREATE TABLE t (id int, a int, CONSTRAINT one CHECK (a > 1), CONSTRAINT two CHECK (a < 100) NO INHERIT, CONSTRAINT three CHECK (a <> 50));
COMMENT ON CONSTRAINT one ON t IS 'more than one';
