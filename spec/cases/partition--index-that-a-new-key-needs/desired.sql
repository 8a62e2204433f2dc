CREATE TABLE offers (shop text, nr integer);
CREATE TABLE parts (shop text, nr integer) PARTITION BY LIST (shop);
CREATE TABLE parts_a PARTITION OF parts FOR VALUES IN ('a');
CREATE UNIQUE INDEX parts_nr ON parts (shop, nr);
CREATE TABLE sales (shop text, nr integer, CONSTRAINT sold FOREIGN KEY (shop, nr) REFERENCES parts (shop, nr));
