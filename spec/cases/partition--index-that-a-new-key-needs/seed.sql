INSERT INTO offers VALUES ('a', 1);
INSERT INTO parts VALUES ('a', 1);
INSERT INTO sales VALUES ('a', 1);
