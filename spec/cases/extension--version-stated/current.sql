CREATE EXTENSION pg_trgm WITH VERSION '1.5';
CREATE EXTENSION amcheck VERSION "1.3";
CREATE TABLE t (x text);
CREATE INDEX t_x ON t USING gin (x gin_trgm_ops);
COMMENT ON EXTENSION pg_trgm IS 'not VERSION ''1.5''';
CREATE EXTENSION citext;
CREATE DOMAIN mail AS citext;
CREATE TABLE u (a citext UNIQUE, b citext[], c mail);
CREATE VIEW v AS SELECT a FROM u;
