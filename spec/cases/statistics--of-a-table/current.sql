CREATE TABLE t (a int, b int, c text);
CREATE STATISTICS st (dependencies) ON a, b FROM t;
CREATE STATISTICS of_writer ON a, c FROM t;
ALTER STATISTICS of_writer OWNER TO writer;
