INSERT INTO t VALUES (1, 'a', 1, '{}', 'x', '(1,1)', '1.1.1.1');
