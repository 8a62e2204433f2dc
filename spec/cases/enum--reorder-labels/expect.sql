SELECT max(s) = 'large' FROM t;
