INSERT INTO bill (amount) VALUES (5), (6);
INSERT INTO line VALUES (1, 1);
