INSERT INTO m VALUES (1, 2, 'a'), (7, 2, 'b'); INSERT INTO k VALUES (1, 'a'), (2, 'b');
