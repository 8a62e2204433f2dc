-- case: pending undo of a deferrable key built from a concurrent index meets the temporary index
CREATE TABLE t (id int, a int, b int, c int, CONSTRAINT ua UNIQUE NULLS NOT DISTINCT (a), CONSTRAINT ub UNIQUE (b) INCLUDE (c) DEFERRABLE INITIALLY DEFERRED, CONSTRAINT uc UNIQUE (c));
