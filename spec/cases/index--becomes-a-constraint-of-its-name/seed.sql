INSERT INTO item SELECT i, 'c' || i, i, i FROM generate_series(1, 20) AS i;
