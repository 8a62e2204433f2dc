INSERT INTO boxes VALUES (1, 'a', 2);
INSERT INTO bags VALUES (2, 'b', 3);
INSERT INTO below VALUES (2);
INSERT INTO numbers VALUES (1, 1, -1);
INSERT INTO parts VALUES (1, 1, -1), (2, -1, 0);
