CREATE TABLE item (id int, code text NOT NULL, shelf int NOT NULL);
CREATE UNIQUE INDEX item_code ON item (code);
CREATE INDEX item_shelf ON item (shelf);
