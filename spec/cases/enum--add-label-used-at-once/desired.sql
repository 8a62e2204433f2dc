CREATE TYPE mood AS ENUM ('awful', 'sad', 'meh', 'ok');
CREATE TABLE t (id int, m mood DEFAULT 'meh', CONSTRAINT bearable CHECK (m <> 'awful'));
CREATE VIEW v AS SELECT id FROM t WHERE m > 'meh';
CREATE INDEX t_meh ON t (id) WHERE m = 'meh';
