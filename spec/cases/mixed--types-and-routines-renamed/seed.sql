INSERT INTO s.typed VALUES (1, 'q'); INSERT INTO s.k VALUES (1, 1, (1, 'q'), '[2020-01-01,2020-01-03)', '{}');
