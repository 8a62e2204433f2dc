INSERT INTO notes VALUES (1, 'x', 3);
INSERT INTO pages VALUES (1, 'y');
INSERT INTO plain VALUES (1, 'z', '7');
