INSERT INTO event SELECT g, g, 'k' || g FROM generate_series(0, 49) g;
