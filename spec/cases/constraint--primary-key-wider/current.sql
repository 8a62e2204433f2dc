CREATE TABLE t (a int, b int NOT NULL, PRIMARY KEY (a));
CREATE TABLE u (a int, b int NOT NULL, c int, PRIMARY KEY (a));
