INSERT INTO m SELECT i, i * 10, 'x' || i FROM generate_series(0, 19) AS i;
