SELECT (x).a = 1 FROM t;
