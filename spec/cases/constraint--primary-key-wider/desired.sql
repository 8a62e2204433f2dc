CREATE TABLE t (a int, b int NOT NULL, PRIMARY KEY (a, b));
CREATE TABLE u (a int, b int NOT NULL, c int, PRIMARY KEY (a, b), UNIQUE (a));
CREATE TABLE r (a int REFERENCES u (a));
