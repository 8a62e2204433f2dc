-- below 18 the names of NOT NULL are read past, and plans leave them out
CREATE TABLE t (id int PRIMARY KEY, a int, b int CONSTRAINT given NOT NULL, c int CONSTRAINT "is" NOT NULL, d int CONSTRAINT added NOT NULL DEFAULT 1);
