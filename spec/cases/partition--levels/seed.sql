INSERT INTO l SELECT 'a', g FROM generate_series(1, 9) g;
