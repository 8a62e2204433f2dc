CREATE TABLE base (id int, name text DEFAULT 'n', CONSTRAINT pos CHECK (id > 0));
CREATE TABLE child (y int) INHERITS (base);
CREATE TABLE whole (id int, k int NOT NULL) PARTITION BY LIST (k);
CREATE TABLE part PARTITION OF whole FOR VALUES IN (1);
CREATE TABLE top (id int, k int NOT NULL);
CREATE TABLE below (id int, k int NOT NULL) INHERITS (top);
