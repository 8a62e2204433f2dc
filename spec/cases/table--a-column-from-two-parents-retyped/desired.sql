-- case: floor 13
CREATE TABLE p1 (a bigint, x int);
CREATE TABLE p2 (a bigint, y int);
CREATE TABLE q (a bigint, k int);
CREATE TABLE c (z int) INHERITS (p1, p2);
CREATE TABLE d (z int) INHERITS (c, q);
CREATE TABLE e () INHERITS (p2);
CREATE TABLE s1 (v varchar(9));
CREATE TABLE s2 (v varchar(9));
CREATE TABLE s3 () INHERITS (s1, s2);
CREATE VIEW v2 AS SELECT a FROM p2;
CREATE VIEW vd AS SELECT a, k FROM d;
CREATE INDEX e_a ON e (a);
CREATE TABLE top (id bigint PRIMARY KEY, n bigint NOT NULL);
CREATE TABLE middle (id bigint PRIMARY KEY, n bigint NOT NULL, m bigint) INHERITS (top);
CREATE TABLE bottom (n bigint NOT NULL, UNIQUE (n)) INHERITS (middle);
CREATE TABLE points (at bigint REFERENCES top);
