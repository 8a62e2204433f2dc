CREATE TABLE a (id bigint NOT NULL, n text DEFAULT 'b', z int);
CREATE TABLE b (m int CHECK (m > 1), w int DEFAULT 7);
CREATE TABLE c (x bigint) INHERITS (a, b);
CREATE TABLE d (y int) INHERITS (c);

CREATE TABLE e (k bigint);
CREATE TABLE g () INHERITS (e);
CREATE TABLE h (k int);
CREATE TABLE j () INHERITS (h);
CREATE TABLE i (k int) INHERITS (j);
