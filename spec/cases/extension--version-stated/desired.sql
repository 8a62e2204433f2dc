CREATE EXTENSION pg_trgm WITH VERSION '1.6';
CREATE EXTENSION amcheck;
CREATE TABLE t (x text);
CREATE INDEX t_x ON t USING gin (x gin_trgm_ops);
COMMENT ON EXTENSION pg_trgm IS 'not VERSION ''1.5''';
-- its types are called otherwise then, and are the same
CREATE SCHEMA ext;
CREATE EXTENSION citext SCHEMA ext;
CREATE DOMAIN mail AS ext.citext;
CREATE TABLE u (a ext.citext UNIQUE, b ext.citext[], c mail);
CREATE VIEW v AS SELECT a FROM u;
