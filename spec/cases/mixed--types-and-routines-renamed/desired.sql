CREATE SCHEMA s;
-- tidemark: renamed from mood
CREATE TYPE s.tone AS ENUM ('a',
-- tidemark: renamed from b
'bb', 'z');
-- tidemark: renamed from point2
CREATE TYPE s.spot AS (x int, y int);
-- tidemark: renamed from mark
CREATE DOMAIN s.grade AS int CHECK (VALUE > 0);
CREATE TABLE s.t (e s.tone DEFAULT 'a', c s.spot, d s.grade);
-- tidemark: renamed from f
CREATE FUNCTION s.f2(x s.tone) RETURNS s.grade LANGUAGE sql AS 'select 1';
-- tidemark: renamed from v
CREATE VIEW s.v2 AS SELECT * FROM s.t WHERE e = 'a';
GRANT SELECT ON s.v2 TO reader;
