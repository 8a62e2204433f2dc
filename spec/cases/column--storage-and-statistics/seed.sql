INSERT INTO t VALUES (1, 'a', 'b');
INSERT INTO p VALUES (1, 'a', '{b}', '[1,3)', 'd');
INSERT INTO w VALUES (1);
