INSERT INTO t VALUES (1, 'abc', 12.5, 7);
