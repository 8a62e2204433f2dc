CREATE TABLE a (id int NOT NULL, n text DEFAULT 'a');
CREATE TABLE b (m int CHECK (m > 0));
CREATE TABLE c (x int) INHERITS (a, b);
CREATE TABLE d () INHERITS (c);

-- a child leaves one of the two parents of a column, and the other's takes another type
CREATE TABLE e (k int);
CREATE TABLE f (k int);
CREATE TABLE g () INHERITS (e, f);
-- what the child declares as well stays with it, and a new child of the parent comes without
CREATE TABLE h (k int NOT NULL, CONSTRAINT h_k CHECK (k > 0));
CREATE TABLE i (k int NOT NULL, CONSTRAINT h_k CHECK (k > 0)) INHERITS (h);
