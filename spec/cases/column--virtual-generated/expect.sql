SELECT a = 3 AND b = 2 FROM t;
