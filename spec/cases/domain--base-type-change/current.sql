CREATE DOMAIN amount AS int CHECK (VALUE > 0);
CREATE TABLE t (id int PRIMARY KEY, a amount DEFAULT 5);
CREATE VIEW v AS SELECT id, a FROM t;
CREATE FUNCTION f(x amount) RETURNS int LANGUAGE sql AS 'SELECT x + 1';
CREATE DOMAIN total AS amount;
CREATE TABLE u (id total PRIMARY KEY, many total[]);
CREATE DOMAIN code AS varchar(20);
CREATE DOMAIN short AS code;
CREATE TABLE s (c short);
