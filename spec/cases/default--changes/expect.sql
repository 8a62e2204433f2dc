SELECT a = 1 AND b = 'x' AND c = 1 FROM t;
