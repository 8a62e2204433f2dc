CREATE TABLE t (
  -- tidemark: renamed from a
  "A a" int, b int, c int); CREATE VIEW v AS SELECT "A a", b FROM t; GRANT SELECT ("A a") ON v TO reader;
CREATE VIEW w AS SELECT "A a", 1 AS one FROM v; COMMENT ON COLUMN w."A a" IS 'x';
CREATE VIEW z AS SELECT "A a" AS kept,
  -- tidemark: renamed from more
  b + 1 AS next FROM v;
CREATE MATERIALIZED VIEW mv AS SELECT "A a", count(*) FROM w GROUP BY "A a"; CREATE UNIQUE INDEX mvi ON mv ("A a"); CREATE VIEW star AS SELECT * FROM t;
CREATE TABLE l (
  -- tidemark: renamed from id
  l_id int,
  -- tidemark: renamed from k
  kk int); CREATE TABLE r (
  -- tidemark: renamed from id
  r_id int, w int); CREATE VIEW lv AS SELECT kk FROM l; CREATE MATERIALIZED VIEW joined AS SELECT l.l_id, lv.kk, w FROM l JOIN r ON l.l_id = r.r_id, lv;
-- tidemark: renamed from list_l
CREATE FUNCTION l(n int) RETURNS int LANGUAGE sql AS 'select 1';
