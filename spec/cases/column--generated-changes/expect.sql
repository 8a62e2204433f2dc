SELECT bool_and(a = id + 100) FROM t;
