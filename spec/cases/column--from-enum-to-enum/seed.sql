INSERT INTO day VALUES (1, 'calm', '{calm,loud}', '{loud}'), (2, 'loud', NULL, NULL), (3, NULL, '{}', '{}');
