CREATE TYPE c AS (a bigint, b text, d date);
CREATE FUNCTION f(x c) RETURNS bigint LANGUAGE sql AS 'SELECT (x).a';
CREATE VIEW v AS SELECT (ROW(1, 'x', NULL)::c).b AS b;
COMMENT ON COLUMN c.d IS 'day';
