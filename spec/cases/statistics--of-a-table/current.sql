CREATE TABLE t (a int, b int);
CREATE STATISTICS st (dependencies) ON a, b FROM t;
