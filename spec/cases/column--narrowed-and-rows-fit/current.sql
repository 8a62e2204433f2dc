CREATE TABLE t (id int, a text, n numeric(10,2), b bigint);
