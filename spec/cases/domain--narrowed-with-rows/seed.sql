INSERT INTO part VALUES (1, 'abc', '{a,bcdef}'), (2, NULL, NULL);
INSERT INTO box VALUES (1, ROW('a,"b', 3, 'four')), (2, NULL);
