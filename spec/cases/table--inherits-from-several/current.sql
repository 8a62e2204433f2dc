CREATE TABLE a (id int NOT NULL, n text DEFAULT 'a');
CREATE TABLE b (m int CHECK (m > 0));
CREATE TABLE c (x int) INHERITS (a, b);
CREATE TABLE d () INHERITS (c);
