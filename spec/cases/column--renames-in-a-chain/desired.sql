-- case: rename public.t.a:b
-- case: rename public.t.b:c
-- case: rename public.t.c:d
CREATE TABLE t (id int, b int, c text, d date);
-- tidemark: renamed from first
CREATE TABLE second (id serial PRIMARY KEY, x int UNIQUE);
-- tidemark: renamed from second
CREATE TABLE third (id serial PRIMARY KEY, y int CHECK (y > 0) REFERENCES second);
-- tidemark: renamed from third
CREATE TABLE fourth (
  -- tidemark: renamed from id
  z serial PRIMARY KEY,
  -- tidemark: renamed from z
  u int CHECK (u > 0) REFERENCES third
);
CREATE INDEX ON second (x);
CREATE INDEX ON third (id, y);
CREATE INDEX ON fourth (z, u);
