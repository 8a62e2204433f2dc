CREATE TABLE acct (id serial PRIMARY KEY, nm varchar(50) NOT NULL, state text, CONSTRAINT acct_nm_state UNIQUE (nm, state));
CREATE INDEX acct_nm ON acct (lower(nm));
CREATE INDEX acct_state ON acct (nm) WHERE state = 'open';
CREATE VIEW listed AS SELECT nm FROM acct;
CREATE TABLE score (id integer PRIMARY KEY, n integer);
CREATE FUNCTION calc(a integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT a + 1';
CREATE VIEW lst AS SELECT id, calc(n) AS c FROM score;
CREATE MATERIALIZED VIEW mv AS SELECT c FROM lst;
CREATE INDEX mv_c ON mv (c);
