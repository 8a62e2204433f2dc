SELECT bool_and(a = 'x' AND d = id * 2 AND e IS NOT NULL AND c IS NOT NULL) FROM t;
