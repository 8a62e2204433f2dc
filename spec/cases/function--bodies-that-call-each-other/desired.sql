CREATE TABLE late (id int);
CREATE FUNCTION even(n int) RETURNS boolean LANGUAGE plpgsql AS 'BEGIN RETURN n = 0 OR odd(n - 1); END';
CREATE FUNCTION odd(n int) RETURNS boolean LANGUAGE plpgsql AS 'BEGIN RETURN n > 0 AND even(n - 1); END';
CREATE FUNCTION cap() RETURNS int LANGUAGE sql AS 'SELECT count(*)::int FROM late';
CREATE TABLE a (id int DEFAULT cap(), CONSTRAINT e CHECK (even(id)));
