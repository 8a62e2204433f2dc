SELECT sum(total) = 12 FROM shop."order";
INSERT INTO shop.customer (email) VALUES ('e@f') RETURNING id = 3;
