CREATE SCHEMA keep; CREATE SCHEMA new;
-- tidemark: renamed from old.mood
CREATE TYPE new.mood AS ENUM ('a','b');
-- tidemark: renamed from old.pos
CREATE DOMAIN new.pos AS int CHECK (VALUE > 0);
-- tidemark: renamed from old.sq
CREATE SEQUENCE new.sq;
-- tidemark: renamed from old.f
CREATE FUNCTION new.f(x new.mood) RETURNS int LANGUAGE sql IMMUTABLE AS 'select 1';
-- tidemark: renamed from old.t
CREATE TABLE new.t (id serial PRIMARY KEY, m new.mood DEFAULT 'a', p new.pos, s bigint DEFAULT nextval('new.sq'), u text UNIQUE, CHECK (new.f(m) > 0));
CREATE INDEX ON new.t (new.f(m));
-- tidemark: renamed from old.v
CREATE VIEW new.v AS SELECT id, m FROM new.t;
-- tidemark: renamed from old.mv
CREATE MATERIALIZED VIEW new.mv AS SELECT m, count(*) FROM new.v GROUP BY m;
CREATE TABLE keep.r (t_id int REFERENCES new.t, m new.mood);
GRANT SELECT ON new.t TO reader; COMMENT ON TABLE new.t IS 'tee'; GRANT USAGE ON SCHEMA new TO reader;
CREATE INDEX t_s ON new.t USING brin (s);
-- tidemark: renamed from old.w
CREATE TABLE new.w (
  -- tidemark: renamed from a
  n bigint NOT NULL, b text) PARTITION BY RANGE (n);
-- tidemark: renamed from old.p
CREATE TABLE new.p PARTITION OF new.w FOR VALUES FROM (0) TO (1000);
CREATE INDEX i ON new.w (n, b);
