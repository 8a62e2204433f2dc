-- case: without pg_dump it tells a column that a child has from its parent alone from one that is its own too, which no statement takes back
CREATE TABLE parent (c int, d int DEFAULT 3, e int DEFAULT 5, f int DEFAULT 6, g int NOT NULL DEFAULT 7, h int DEFAULT 9);
CREATE TABLE child (own int) INHERITS (parent);
CREATE TABLE whole (c int, d int DEFAULT 3, e int DEFAULT 5, f int DEFAULT 6, g int DEFAULT 7, h int DEFAULT 9) PARTITION BY LIST (c);
CREATE TABLE part_1 PARTITION OF whole (g DEFAULT 8 NOT NULL) FOR VALUES IN (1);
CREATE TABLE part_2 PARTITION OF whole FOR VALUES IN (2);
CREATE TABLE child_2 () INHERITS (parent);
ALTER TABLE child_2 ALTER f DROP DEFAULT, ALTER e SET DEFAULT 55;
CREATE TABLE joins () INHERITS (parent);
CREATE TABLE stays (g int NOT NULL DEFAULT 8) INHERITS (parent);
CREATE TABLE below () INHERITS (stays);
ALTER TABLE stays ALTER h DROP DEFAULT;
ALTER TABLE part_1 ALTER h DROP DEFAULT;
