CREATE TABLE item (id int, code text NOT NULL, shelf int NOT NULL, CONSTRAINT item_code UNIQUE (code), CONSTRAINT item_shelf PRIMARY KEY (shelf));
