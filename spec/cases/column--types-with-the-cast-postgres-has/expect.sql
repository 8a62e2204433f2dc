SELECT a = 'abc' AND b = '5' AND d = 1.5 AND e = 'xyz' AND g = 1 AND h = '{a,b}' FROM t;
