CREATE FUNCTION two() RETURNS int LANGUAGE sql AS 'SELECT 2';
CREATE SEQUENCE s;
CREATE TABLE t (id int, a int DEFAULT 2, b text, c int DEFAULT two(), d int DEFAULT nextval('s'));
