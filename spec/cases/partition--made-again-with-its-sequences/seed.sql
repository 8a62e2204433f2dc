INSERT INTO k (a, b) VALUES (1, 1), (2, 2);
INSERT INTO e (s) VALUES ('a'), ('a');
INSERT INTO m (a,b,n) VALUES (1, 1,9);
