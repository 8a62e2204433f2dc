-- case: rename public.bill:invoice
CREATE TABLE invoice (id serial PRIMARY KEY, amount int UNIQUE CHECK (amount > 0));
CREATE INDEX bill_amount ON invoice (amount);
CREATE TABLE line (id int, bill_id int REFERENCES invoice);
CREATE VIEW v AS SELECT id, amount FROM invoice;
GRANT SELECT ON invoice TO reader;
