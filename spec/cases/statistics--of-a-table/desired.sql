CREATE TABLE t (a int, b int, c varchar(20));
CREATE STATISTICS st (ndistinct, mcv) ON a, b FROM t;
CREATE STATISTICS ex ON (a + b) FROM t;
ALTER STATISTICS ex SET STATISTICS 50;
CREATE STATISTICS of_writer ON a, c FROM t;
ALTER STATISTICS of_writer OWNER TO writer;
CREATE TABLE visit (day date, hall text);
