INSERT INTO base VALUES (1, 10, 20);
INSERT INTO sale VALUES (2, 20, 40, 'here');
INSERT INTO item (id, net, gross) VALUES (3, 10, 20);
