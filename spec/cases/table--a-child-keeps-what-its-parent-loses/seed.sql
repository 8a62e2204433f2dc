INSERT INTO boxes VALUES (1, 'a', 2);
INSERT INTO bags VALUES (2, 'b', 3);
