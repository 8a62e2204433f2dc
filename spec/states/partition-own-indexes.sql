CREATE TABLE p (foo text, bar text) PARTITION BY LIST (foo);
CREATE TABLE t PARTITION OF p FOR VALUES IN ('a');
-- or
CREATE TABLE p (foo text, bar text) PARTITION BY LIST (foo);
CREATE TABLE t PARTITION OF p FOR VALUES IN ('a');
CREATE UNIQUE INDEX n ON t (foo, bar);
-- or
CREATE TABLE p (foo text, bar text) PARTITION BY LIST (foo);
CREATE TABLE t PARTITION OF p FOR VALUES IN ('a');
CREATE INDEX n ON t (foo, bar);
CREATE UNIQUE INDEX p_x ON p (foo, bar);
-- or
CREATE TABLE p (foo text, bar text) PARTITION BY LIST (foo);
CREATE TABLE t PARTITION OF p FOR VALUES IN ('a');
CREATE UNIQUE INDEX p_x ON p (foo, bar);
CREATE UNIQUE INDEX n ON t (foo, bar);
-- or
CREATE TABLE p (foo text, bar text) PARTITION BY LIST (foo);
CREATE TABLE t PARTITION OF p FOR VALUES IN ('a');
CREATE UNIQUE INDEX n ON t (foo, bar);
CREATE UNIQUE INDEX p_x ON p (foo, bar);
-- or
CREATE TABLE p (foo text, bar text) PARTITION BY LIST (foo);
CREATE TABLE t PARTITION OF p FOR VALUES IN ('a');
CREATE UNIQUE INDEX n ON t (foo, bar);
CREATE INDEX p_x ON p (foo, bar);
-- or
CREATE TABLE p (foo text, bar text, UNIQUE (foo, bar)) PARTITION BY LIST (foo);
CREATE TABLE t PARTITION OF p FOR VALUES IN ('a');
CREATE UNIQUE INDEX n ON t (foo, bar);
-- or
CREATE TABLE p (foo text, bar text) PARTITION BY LIST (foo);
CREATE TABLE t (foo text, bar text);
CREATE UNIQUE INDEX n ON t (foo, bar);
CREATE UNIQUE INDEX p_x ON p (foo, bar);
-- or
CREATE TABLE p (foo text, bar text) PARTITION BY LIST (foo);
CREATE TABLE t PARTITION OF p FOR VALUES IN ('a');
CREATE UNIQUE INDEX p_x ON p (foo, bar);
ALTER TABLE t ADD CONSTRAINT n UNIQUE (foo, bar);
-- or
CREATE TABLE p (foo text, bar text) PARTITION BY LIST (foo);
CREATE TABLE t PARTITION OF p FOR VALUES IN ('a');
ALTER TABLE t ADD CONSTRAINT n UNIQUE (foo, bar);
CREATE UNIQUE INDEX p_x ON p (foo, bar);
-- or
CREATE TABLE p (foo text, bar text) PARTITION BY LIST (foo);
CREATE TABLE t PARTITION OF p FOR VALUES IN ('a');
CREATE UNIQUE INDEX p_x ON ONLY p (foo, bar);
CREATE UNIQUE INDEX n ON t (foo, bar);
-- rows
INSERT INTO t VALUES ('a', 'x');
