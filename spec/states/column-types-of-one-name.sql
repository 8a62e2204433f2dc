CREATE TABLE t (a text, b int);
-- or
CREATE TYPE e AS ENUM ('x', 'y'); CREATE TABLE t (a e DEFAULT 'x', b int);
-- or
CREATE TYPE e AS ENUM ('x', 'z'); CREATE TABLE t (a e DEFAULT 'x', b int);
-- or
CREATE TYPE e AS ENUM ('y', 'x'); CREATE TABLE t (a e, b int); CREATE INDEX i ON t (a);
-- or
CREATE DOMAIN e AS text CHECK (VALUE <> 'q'); CREATE TABLE t (a e, b int);
-- or
CREATE DOMAIN e AS text DEFAULT 'x' NOT NULL; CREATE TABLE t (a e, b int);
-- or
CREATE TYPE e AS ENUM ('x', 'y'); CREATE DOMAIN d AS e CHECK (VALUE <> 'y'); CREATE TABLE t (a d, b int);
-- or
CREATE TYPE e AS ENUM ('x'); CREATE TABLE t (a e, b int); CREATE VIEW v AS SELECT a FROM t WHERE a = 'x';
-- or
CREATE TYPE e AS ENUM ('x', 'y'); CREATE TABLE t (a e CHECK (a <> 'y'), b int); CREATE FUNCTION f(e) RETURNS int LANGUAGE sql AS 'SELECT 1';
-- or
CREATE TABLE t (a varchar(10) COLLATE "C", b int); CREATE INDEX i ON t (a text_pattern_ops);
-- or
CREATE TABLE t (a varchar(5), b int); CREATE VIEW v AS SELECT a, b FROM t; CREATE RULE r AS ON INSERT TO v DO INSTEAD INSERT INTO t VALUES (NEW.a, NEW.b);
-- rows
INSERT INTO t (a, b) VALUES ('x', 2);
