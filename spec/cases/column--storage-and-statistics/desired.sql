CREATE TABLE t (id int, a text, b text);
ALTER TABLE t ALTER a SET STORAGE MAIN, ALTER b SET STATISTICS 200, ALTER a SET (n_distinct = -0.5);
