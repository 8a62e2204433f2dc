CREATE TABLE t (id int, a bigint, b int);
CREATE FUNCTION f(x int) RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT max(a) + max(b) FROM t WHERE id = x; END;
CREATE FUNCTION g(x int) RETURNS bigint LANGUAGE sql RETURN f(x) + 2;
