CREATE DOMAIN short AS text DEFAULT 'x' CONSTRAINT len CHECK (length(VALUE) < 20);
CREATE DOMAIN pos AS int CHECK (VALUE > 0);
CREATE TABLE t (id int, s short, n pos);
CREATE VIEW v AS SELECT s FROM t;
CREATE DOMAIN mail AS text;
CREATE TABLE u (m mail[] DEFAULT '{}');
