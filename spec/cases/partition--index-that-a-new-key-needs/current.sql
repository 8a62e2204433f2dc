CREATE TABLE offers (shop text, nr integer);
CREATE UNIQUE INDEX offers_nr ON offers (shop, nr);
CREATE TABLE parts (shop text, nr integer) PARTITION BY LIST (shop);
CREATE TABLE parts_a PARTITION OF parts FOR VALUES IN ('a');
CREATE TABLE sales (shop text, nr integer, CONSTRAINT sold FOREIGN KEY (shop, nr) REFERENCES offers (shop, nr));
