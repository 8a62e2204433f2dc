SELECT a = 'abc' AND b = 7 FROM t;
