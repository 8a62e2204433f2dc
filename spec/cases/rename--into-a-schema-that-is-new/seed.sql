INSERT INTO old.t (p) VALUES (1),(2); INSERT INTO keep.r VALUES (1,'b');
