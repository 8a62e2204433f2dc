INSERT INTO stay VALUES (1, '[1,2)'), (2, '[2,3.5)');
