-- case: without pg_dump it tells a column that a child has from its parent alone from one that is its own too, which no statement takes back
CREATE TABLE base (id int PRIMARY KEY, net numeric, gross numeric GENERATED ALWAYS AS (net * 2) STORED);
CREATE TABLE sale (place text) INHERITS (base);
CREATE INDEX by_gross ON sale (gross);
CREATE VIEW sales AS SELECT id, gross FROM sale;
CREATE TABLE item (no int) INHERITS (base);
