CREATE TYPE c AS (a int, b text);
CREATE TABLE t (id int, x c, many c[]);
CREATE TABLE thing (id int, n int);
CREATE TABLE holds_things (id int, one thing, many thing[]);
