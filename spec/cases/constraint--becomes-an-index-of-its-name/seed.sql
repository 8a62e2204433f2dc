INSERT INTO stock VALUES (1, 'a-1', 7, '[1,5)'), (2, 'a-2', 12, '[5,9)');
INSERT INTO sale VALUES (1, 'a-1'), (2, 'a-1'), (3, 'a-2');
INSERT INTO client VALUES (1, 'a@x');
INSERT INTO login VALUES (1, 'a@x');
