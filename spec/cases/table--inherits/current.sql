CREATE TABLE base (id int NOT NULL, CONSTRAINT pos CHECK (id > 0));
CREATE TABLE extra (x int);
CREATE TABLE child (y int) INHERITS (base);
