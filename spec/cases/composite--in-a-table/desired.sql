CREATE TYPE c AS (a int, b text, d date);
CREATE TABLE t (id int, x c, many c[]);
CREATE TABLE thing (id int, n bigint);
CREATE TABLE holds_things (id int);
