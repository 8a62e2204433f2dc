INSERT INTO a (x) SELECT g FROM generate_series(1,7) g;
