CREATE TABLE t (id int, a int, b int, c int, CONSTRAINT ua UNIQUE (a), CONSTRAINT ub UNIQUE (b));
CREATE UNIQUE INDEX uc ON t (c);
