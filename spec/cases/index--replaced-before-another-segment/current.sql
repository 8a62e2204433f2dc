CREATE TABLE t (id int PRIMARY KEY, b text);
CREATE INDEX i ON t (lower(b)) WHERE b <> '1';
