CREATE TABLE parent (c int DEFAULT 1, d int DEFAULT 2, e int, f int DEFAULT 6);
CREATE TABLE whole (c int DEFAULT 1, d int DEFAULT 2, e int, f int DEFAULT 6) PARTITION BY LIST (c);
CREATE TABLE part_1 PARTITION OF whole FOR VALUES IN (1);
CREATE TABLE joins (c int, d int);
CREATE TABLE stays () INHERITS (parent);
CREATE TABLE below () INHERITS (stays);
