CREATE TABLE t (id int PRIMARY KEY, a text);
CREATE VIEW x AS SELECT id, a FROM t;
CREATE TABLE y (id int, a text);
