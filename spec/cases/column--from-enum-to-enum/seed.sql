INSERT INTO day VALUES (1, 'calm'), (2, 'loud'), (3, NULL);
