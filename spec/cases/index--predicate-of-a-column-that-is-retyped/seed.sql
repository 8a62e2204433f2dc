INSERT INTO product VALUES (1, 'lamp', 'published');
INSERT INTO visit VALUES (1, '2020-01-01 10:00');
