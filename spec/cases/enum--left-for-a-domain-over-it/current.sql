CREATE TYPE e AS ENUM ('x', 'y', 'z');
CREATE TYPE g AS ENUM ('one', 'two');
CREATE TYPE h AS ENUM ('k');
CREATE TABLE t (id int PRIMARY KEY, a e DEFAULT 'x', b g, many e[], c h, d e) PARTITION BY RANGE (id);
CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (9);
CREATE INDEX i ON t (a);
CREATE VIEW v AS SELECT id, a FROM t WHERE a = 'x';
