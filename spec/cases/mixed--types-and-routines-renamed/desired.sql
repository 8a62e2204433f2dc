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
-- tidemark: renamed from stay
CREATE TYPE s.visit AS RANGE (subtype = date); CREATE FUNCTION s.night() RETURNS s.visit LANGUAGE sql AS $$ SELECT s.visit('2020-01-01', '2020-01-02') $$;
CREATE TYPE s.line AS (a int,
  -- tidemark: renamed from b
  bb text); CREATE TABLE s.typed OF s.line (PRIMARY KEY (a)); COMMENT ON COLUMN s.line.bb IS 'bee';
CREATE DOMAIN s.few AS int
  -- tidemark: renamed from low
  CONSTRAINT lower CHECK (VALUE < 9);
CREATE DOMAIN s.more AS int;
-- tidemark: renamed from high
ALTER DOMAIN s.more ADD CONSTRAINT higher CHECK (VALUE > 9);
CREATE TABLE s.k (
  id int
    -- tidemark: renamed from k_pk
    CONSTRAINT k_key PRIMARY KEY,
  n s.few
    -- tidemark: renamed from n_pos
    CONSTRAINT n_positive CHECK (n > 0),
  l s.line, st s.visit, sts s.visit_multirange,
  -- tidemark: renamed from n_u
  CONSTRAINT n_unique UNIQUE (n));
-- tidemark: renamed from n_ref
ALTER TABLE s.k ADD CONSTRAINT n_parent FOREIGN KEY (n) REFERENCES s.k (id);
-- tidemark: renamed from w
CREATE SCHEMA z;
-- tidemark: renamed from e
CREATE DOMAIN z.f AS int;
-- tidemark: renamed from er
CREATE TYPE z.fr AS RANGE (subtype = z.f); CREATE TABLE z.u (r z.fr);
-- tidemark: renamed from cell
CREATE TYPE square AS (
  -- tidemark: renamed from x
  xx int, y int); CREATE TABLE grid OF square;
