CREATE EXTENSION hstore;
CREATE EXTENSION citext;
CREATE DOMAIN dh AS hstore;
CREATE TABLE t (a varchar(5), b hstore, c hstore);
CREATE TYPE comp AS (x int, y text);
CREATE FUNCTION its_x(comp) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT ($1).x';
CREATE FUNCTION of_x(int) RETURNS comp LANGUAGE sql IMMUTABLE AS 'SELECT ROW($1, NULL)::comp';
CREATE CAST (int AS comp) WITH FUNCTION of_x(int) AS ASSIGNMENT;
CREATE TABLE k (a int);
