INSERT INTO t (n) VALUES (1), (2);
INSERT INTO u (n) VALUES (1), (2), (3);
