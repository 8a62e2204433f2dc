CREATE TABLE bill (id serial PRIMARY KEY, amount int UNIQUE CHECK (amount > 0));
CREATE INDEX bill_amount ON bill (amount);
CREATE TABLE line (id int, bill_id int REFERENCES bill);
CREATE VIEW v AS SELECT id, amount FROM bill;
GRANT SELECT ON bill TO reader;
