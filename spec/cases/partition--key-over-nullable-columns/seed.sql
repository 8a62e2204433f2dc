INSERT INTO m SELECT i, i FROM generate_series(0, 19) AS i;
