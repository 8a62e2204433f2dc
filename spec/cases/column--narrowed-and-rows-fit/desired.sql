CREATE TABLE t (id int, a varchar(5), n numeric(6,2), b int);
