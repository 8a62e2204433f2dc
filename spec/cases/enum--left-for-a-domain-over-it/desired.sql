CREATE TYPE e AS ENUM ('y', 'x');
CREATE DOMAIN over_e AS e CHECK (VALUE <> 'y');
CREATE DOMAIN g AS varchar(3);
CREATE TYPE h AS ENUM ('k', 'l');
CREATE DOMAIN over_h AS h CHECK (VALUE <> 'l');
CREATE TABLE t (id int PRIMARY KEY, a over_e DEFAULT 'x', b g, many over_e[], c over_h, d e) PARTITION BY RANGE (id);
CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (9);
CREATE INDEX i ON t (a);
CREATE VIEW v AS SELECT id, a FROM t WHERE a::e = 'x';
