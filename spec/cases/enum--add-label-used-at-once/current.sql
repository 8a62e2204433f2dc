CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE t (id int, m mood DEFAULT 'ok');
CREATE VIEW v AS SELECT id FROM t WHERE m = 'ok';
