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
-- what joins a parent, or leaves one, with a column under another name
CREATE TABLE ev (id int NOT NULL, at date NOT NULL) PARTITION BY RANGE (at);
-- tidemark: renamed from old_ev
CREATE TABLE ev_2020 (id int NOT NULL,
 -- tidemark: renamed from dt
 at date NOT NULL); ALTER TABLE ev ATTACH PARTITION ev_2020 FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE INDEX ev_i ON ev (at);
CREATE TABLE pa (a int, b int); CREATE TABLE pb (a int); CREATE TABLE ch (
 -- tidemark: renamed from a
 aa int, x int);
