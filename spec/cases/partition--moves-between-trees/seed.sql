INSERT INTO a.p VALUES ('a', 'b');
INSERT INTO b.p VALUES (1, 'a'), (2, 'b');
INSERT INTO f.p VALUES ('f', 'b');
