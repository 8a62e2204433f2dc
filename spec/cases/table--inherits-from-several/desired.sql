CREATE TABLE a (id bigint NOT NULL, n text DEFAULT 'b', z int);
CREATE TABLE b (m int CHECK (m > 1), w int DEFAULT 7);
CREATE TABLE c (x bigint) INHERITS (a, b);
CREATE TABLE d (y int) INHERITS (c);
