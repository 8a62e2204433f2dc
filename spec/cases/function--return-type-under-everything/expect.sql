SELECT bool_and(g = id) FROM t;
