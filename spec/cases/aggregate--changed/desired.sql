CREATE FUNCTION add(a int, b int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT coalesce(a, 0) + coalesce(b, 0)';
CREATE AGGREGATE total(int) (SFUNC = add, STYPE = int, INITCOND = '10', PARALLEL = SAFE);
CREATE AGGREGATE other(int) (SFUNC = add, STYPE = int, COMBINEFUNC = add);
CREATE TABLE t (id int);
CREATE VIEW v AS SELECT total(id) AS n FROM t;
COMMENT ON AGGREGATE total(int) IS 'sum';
