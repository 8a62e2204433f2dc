INSERT INTO shop.customer (email) VALUES ('a@b'), ('c@d');
INSERT INTO shop."order" (customer_id, total) VALUES (1, 5), (2, 7);
