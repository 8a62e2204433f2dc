CREATE TABLE t (id int);
CREATE FUNCTION f(a int, b text DEFAULT 'x') RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE VIEW v AS SELECT f(id) FROM t;
REVOKE ALL ON FUNCTION f(int, text) FROM public;
GRANT EXECUTE ON FUNCTION f(int, text) TO reader;
COMMENT ON FUNCTION f(int, text) IS 'one';
