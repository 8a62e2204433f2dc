INSERT INTO t VALUES (1, 'abc', 5);
INSERT INTO u VALUES ('{a@b}');
