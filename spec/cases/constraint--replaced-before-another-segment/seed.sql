INSERT INTO r VALUES (1, 'k'); INSERT INTO t VALUES (1, 'b', 'c', 1, 'k'), (2, 'b2', 'c2', NULL, NULL);
