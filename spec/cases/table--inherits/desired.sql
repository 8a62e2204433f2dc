CREATE TABLE base (id int NOT NULL, name text, CONSTRAINT pos CHECK (id > 0));
CREATE TABLE extra (x int);
CREATE TABLE child (y int, x int) INHERITS (base, extra);
