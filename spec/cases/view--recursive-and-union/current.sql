CREATE TABLE t (id int PRIMARY KEY, parent int REFERENCES t);
CREATE RECURSIVE VIEW tree (id, depth) AS SELECT id, 0 FROM t WHERE parent IS NULL UNION ALL SELECT t.id, tree.depth + 1 FROM t JOIN tree ON t.parent = tree.id;
