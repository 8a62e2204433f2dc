INSERT INTO t VALUES (1, 'x', 'one', '{x,NULL}', 'k', 'y'), (2, NULL, NULL, NULL, NULL, NULL);
