INSERT INTO log_1 VALUES (1, 'x');
INSERT INTO log_2 VALUES (2, 'x');
INSERT INTO cars_1 VALUES (1, 'x');
INSERT INTO vans_1 VALUES (1, 'x');
INSERT INTO bikes_1 VALUES (1, 'x');
INSERT INTO carts_1 VALUES (1, 'x');
INSERT INTO sleds_1 VALUES (1, 'x');
