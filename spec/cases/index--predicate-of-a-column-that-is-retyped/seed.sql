INSERT INTO product VALUES (1, 'lamp', 'published');
