CREATE SCHEMA shop;
CREATE TYPE shop.status AS ENUM ('new', 'paid', 'void');
CREATE TABLE shop.customer (id serial PRIMARY KEY, email text NOT NULL UNIQUE, old_flag boolean);
CREATE TABLE shop."order" (id serial PRIMARY KEY, customer_id int NOT NULL REFERENCES shop.customer, status shop.status NOT NULL DEFAULT 'new', total int NOT NULL);
CREATE VIEW shop.open AS SELECT o.id, c.email, o.total FROM shop."order" o JOIN shop.customer c ON c.id = o.customer_id WHERE o.status = 'new';
CREATE VIEW shop.report AS SELECT email, sum(total) AS total FROM shop.open GROUP BY email;
GRANT SELECT ON shop.open, shop.report TO reader;
CREATE FUNCTION shop.totals(c int) RETURNS bigint LANGUAGE sql STABLE AS 'SELECT sum(total) FROM shop."order" WHERE customer_id = c';
