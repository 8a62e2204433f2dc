CREATE TABLE p (foo text, bar text) PARTITION BY LIST (foo);
CREATE TABLE t PARTITION OF p FOR VALUES IN ('a');
-- or
CREATE TABLE p (foo text, bar text) PARTITION BY LIST (foo);
CREATE TABLE t PARTITION OF p FOR VALUES IN ('a');
ALTER TABLE t ADD PRIMARY KEY (foo,bar);
-- or
CREATE TABLE p (foo text, bar text, UNIQUE (foo, bar)) PARTITION BY LIST (foo);
CREATE TABLE t PARTITION OF p FOR VALUES IN ('a');
-- or
CREATE TABLE p (foo text, bar text) PARTITION BY LIST (foo);
CREATE TABLE t PARTITION OF p FOR VALUES IN ('a');
ALTER TABLE t ADD PRIMARY KEY (foo,bar);
ALTER TABLE p ADD UNIQUE (foo,bar);
-- or
CREATE TABLE p (foo text, bar text, UNIQUE (foo, bar)) PARTITION BY LIST (foo);
CREATE TABLE t (foo text not null, bar text not null, PRIMARY KEY (foo, bar));
-- or
CREATE TABLE p (foo text, bar text, PRIMARY KEY (foo, bar)) PARTITION BY LIST (foo);
CREATE TABLE t (foo text not null, bar text not null, UNIQUE (foo, bar));
ALTER TABLE p ATTACH PARTITION t FOR VALUES IN ('a');
-- or
CREATE TABLE p (foo text, bar text, CONSTRAINT k UNIQUE (foo, bar)) PARTITION BY LIST (foo);
CREATE TABLE t (foo text not null, bar text not null, CONSTRAINT t_foo_bar_key PRIMARY KEY (foo, bar));
ALTER TABLE p ATTACH PARTITION t FOR VALUES IN ('a');
-- or
CREATE TABLE p (foo text, bar text, UNIQUE (foo, bar)) PARTITION BY LIST (foo);
CREATE TABLE t PARTITION OF p FOR VALUES IN ('a');
ALTER TABLE t ADD PRIMARY KEY (foo,bar);
-- rows
INSERT INTO t VALUES ('a', 'x');
