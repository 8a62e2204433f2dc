CREATE TYPE c AS (a int, b text, d date);
CREATE TABLE t (id int, x c, many c[]);
