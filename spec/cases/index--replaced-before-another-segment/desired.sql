CREATE TABLE t (id int PRIMARY KEY, b text NOT NULL);
CREATE INDEX i ON t (lower(b)) WHERE b <> '2';
