INSERT INTO old.t (p) VALUES (1),(2); INSERT INTO keep.r VALUES (1,'b');
INSERT INTO old.w VALUES (1,'x');
