CREATE TYPE pt AS (x int, y int);
CREATE FUNCTION pt_eq(a pt, b pt) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT (a).x = (b).x';
CREATE FUNCTION pt_text(a pt) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT (a).x::text';
CREATE OPERATOR === (LEFTARG = pt, RIGHTARG = pt, FUNCTION = pt_eq, COMMUTATOR = ===);
CREATE CAST (pt AS text) WITH FUNCTION pt_text(pt) AS ASSIGNMENT;
CREATE VIEW v AS SELECT ROW(1, 2)::pt === ROW(1, 3)::pt AS same;
