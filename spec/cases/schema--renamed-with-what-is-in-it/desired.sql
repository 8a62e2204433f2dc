-- tidemark: renamed from old
CREATE SCHEMA new;
-- tidemark: renamed from st
CREATE TYPE new.state AS ENUM ('a','b','c');
-- tidemark: renamed from users
CREATE TABLE new.people (id serial PRIMARY KEY,
  -- tidemark: renamed from mail
  email varchar(50) UNIQUE, s new.state DEFAULT 'a', boss int REFERENCES new.people);
CREATE INDEX people_s ON new.people (s);
CREATE VIEW new.active AS SELECT id, email FROM new.people WHERE s = 'a';
CREATE FUNCTION new.f(new.people) RETURNS int LANGUAGE sql STABLE AS 'SELECT $1.id';
GRANT SELECT ON new.people TO reader;
CREATE SCHEMA attic;
-- tidemark: renamed from attic.box
CREATE TABLE new.crate (id serial PRIMARY KEY, users_id int);
CREATE VIEW boxes AS SELECT id FROM new.crate;
CREATE TABLE new.seen (id int NOT NULL, c int) PARTITION BY RANGE (id);
CREATE TABLE new.seen1 PARTITION OF new.seen FOR VALUES FROM (0) TO (10);
CREATE INDEX seen_c ON new.seen (c);
