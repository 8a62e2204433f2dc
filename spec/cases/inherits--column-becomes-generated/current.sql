CREATE TABLE base (id int PRIMARY KEY, net numeric, gross numeric);
CREATE TABLE sale (place text) INHERITS (base);
CREATE INDEX by_gross ON sale (gross);
CREATE VIEW sales AS SELECT id, gross FROM sale;
CREATE TABLE item (gross numeric, no int) INHERITS (base);
