CREATE TABLE t (a int, b int); CREATE VIEW v AS SELECT a, b FROM t; GRANT SELECT (a) ON v TO reader;
CREATE VIEW w AS SELECT a, 1 AS one FROM v; COMMENT ON COLUMN w.a IS 'x'; CREATE VIEW z AS SELECT a AS kept, b + 1 AS more FROM v;
CREATE MATERIALIZED VIEW mv AS SELECT a, count(*) FROM w GROUP BY a; CREATE UNIQUE INDEX mvi ON mv (a); CREATE VIEW star AS SELECT * FROM t;
CREATE TABLE l (id int, k int); CREATE TABLE r (id int, w int); CREATE VIEW lv AS SELECT k FROM l; CREATE MATERIALIZED VIEW joined AS SELECT l.id, lv.k, w FROM l JOIN r ON l.id = r.id, lv;
CREATE FUNCTION list_l(n int) RETURNS int LANGUAGE sql AS 'select 1';
