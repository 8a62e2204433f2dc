CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE TABLE t (id int, a int DEFAULT 1, b text DEFAULT 'x', c int DEFAULT one(), d int);
