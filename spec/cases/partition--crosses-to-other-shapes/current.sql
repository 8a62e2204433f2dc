-- a table by the name of the parent that a partition leaves, with a key that what it leaves points to
CREATE SCHEMA a;
CREATE TABLE a.t (id int PRIMARY KEY);
CREATE TABLE a.f (foo text, fk_id int) PARTITION BY LIST (foo);
CREATE TABLE a.t_1 PARTITION OF a.f FOR VALUES IN ('a');
ALTER TABLE a.f ADD FOREIGN KEY (fk_id) REFERENCES a.t (id);

-- a copy of a key goes, and its partition joins a table whose key brings one of that name
CREATE SCHEMA b;
CREATE TABLE b.p (id int NOT NULL, foo text, PRIMARY KEY (foo)) PARTITION BY LIST (foo);
CREATE TABLE b.p_1 PARTITION OF b.p FOR VALUES IN ('a');
CREATE TABLE b.p_2 PARTITION OF b.p FOR VALUES IN ('b');

-- keys of partitions under an index that foreign keys of a table that goes need
CREATE SCHEMA c;
CREATE TABLE c.p (foo text, bar text) PARTITION BY LIST (foo);
CREATE TABLE c.p_1 PARTITION OF c.p (PRIMARY KEY (foo, bar)) FOR VALUES IN ('a');
CREATE UNIQUE INDEX p_idx ON c.p (foo, bar);
CREATE TABLE c.q (foo text, bar text) PARTITION BY LIST (foo);
CREATE TABLE c.q_1 PARTITION OF c.q (PRIMARY KEY (foo, bar)) FOR VALUES IN ('a');
CREATE UNIQUE INDEX q_idx ON c.q (foo, bar);
ALTER TABLE c.q ADD CONSTRAINT q_fk FOREIGN KEY (foo, bar) REFERENCES c.p (foo, bar);
ALTER TABLE c.p ADD CONSTRAINT p_fk FOREIGN KEY (foo, bar) REFERENCES c.q (foo, bar);

-- a partition's own key becomes the copy of its parent's
CREATE SCHEMA d;
CREATE TABLE d.p (id int NOT NULL, foo text NOT NULL) PARTITION BY LIST (foo);
CREATE TABLE d.p_1 PARTITION OF d.p (CONSTRAINT p_1_pkey UNIQUE (foo, id)) FOR VALUES IN ('a');
CREATE UNIQUE INDEX p_idx ON d.p (foo, id);

-- of other columns
CREATE SCHEMA e;
CREATE TABLE e.p (id int NOT NULL, foo text NOT NULL) PARTITION BY LIST (foo);
CREATE TABLE e.p_1 PARTITION OF e.p (PRIMARY KEY (foo, id)) FOR VALUES IN ('a');
CREATE UNIQUE INDEX p_pkey ON ONLY e.p (foo, id);

-- an index of a partition alone by the name that its parent's will bring
CREATE SCHEMA f;
CREATE TABLE f.p (id int, foo text) PARTITION BY LIST (foo);
CREATE TABLE f.p_1 PARTITION OF f.p FOR VALUES IN ('a');
CREATE UNIQUE INDEX p_1_foo_id_idx ON f.p_1 (foo, id);

-- a partition that is off for its key while the parent gets one for itself alone
CREATE SCHEMA g;
CREATE TABLE g.p (id int NOT NULL, foo text NOT NULL, bar text) PARTITION BY LIST (foo);
CREATE TABLE g.p_1 PARTITION OF g.p (UNIQUE (foo, bar)) FOR VALUES IN ('a');
CREATE UNIQUE INDEX p_idx ON g.p (foo, bar);

-- a copy that becomes a key of the partition's own in another table
CREATE SCHEMA h;
CREATE TABLE h.p (id int NOT NULL, foo text NOT NULL, PRIMARY KEY (foo)) PARTITION BY LIST (foo);
CREATE TABLE h.p_1 PARTITION OF h.p FOR VALUES IN ('a');

-- the partition under whose key the index lies goes as well
CREATE SCHEMA i;
CREATE TABLE i.p (id int, foo text) PARTITION BY LIST (foo);
CREATE TABLE i.p_1 PARTITION OF i.p (PRIMARY KEY (foo, id)) FOR VALUES IN ('a');
CREATE UNIQUE INDEX p_idx ON i.p (foo, id);

-- a key of the whole by another name
CREATE SCHEMA j;
CREATE TABLE j.p (id int, foo text, UNIQUE (foo, id)) PARTITION BY LIST (foo);
CREATE TABLE j.p_1 PARTITION OF j.p FOR VALUES IN ('a');
CREATE TABLE j.o (foo text, id int, FOREIGN KEY (foo, id) REFERENCES j.p (foo, id));

-- keys of a partition that take each other's place below an index that stays: by another name, and by the same
CREATE SCHEMA k;
CREATE TABLE k.p (foo text, bar text) PARTITION BY LIST (foo);
CREATE TABLE k.p_1 PARTITION OF k.p (PRIMARY KEY (foo, bar)) FOR VALUES IN ('a');
CREATE TABLE k.p_2 PARTITION OF k.p (CONSTRAINT k UNIQUE (foo, bar)) FOR VALUES IN ('b');
CREATE UNIQUE INDEX p_idx ON k.p (foo, bar);
CREATE TABLE k.o (foo text, bar text, FOREIGN KEY (foo, bar) REFERENCES k.p (foo, bar));

-- a partition comes with a primary key of its own where the parent's goes, and one that is there joins with it
CREATE SCHEMA l;
CREATE TABLE l.p (id int, foo text, PRIMARY KEY (foo, id)) PARTITION BY LIST (foo);
CREATE TABLE l.p_2 (id int, foo text, PRIMARY KEY (foo));

-- a partition's NOT NULL that is its own too, by a dump or by a key that became a part of its parent's
CREATE SCHEMA m;
CREATE TABLE m.p (id int NOT NULL, foo text NOT NULL) PARTITION BY LIST (foo);
CREATE TABLE m.p_1 PARTITION OF m.p (id NOT NULL) FOR VALUES IN ('a');
ALTER TABLE ONLY m.p ADD CONSTRAINT p_key PRIMARY KEY (foo, id);
ALTER TABLE m.p_1 ADD CONSTRAINT p_1_key PRIMARY KEY (foo, id);
ALTER INDEX m.p_key ATTACH PARTITION m.p_1_key;

-- an index by the name of the copy of a key to come, which the server would number, goes before that
CREATE SCHEMA n;
CREATE TABLE n.p (id int NOT NULL, foo text NOT NULL) PARTITION BY LIST (foo);
CREATE TABLE n.p_1 PARTITION OF n.p FOR VALUES IN ('a');
ALTER TABLE ONLY n.p ADD CONSTRAINT k PRIMARY KEY (foo, id);
CREATE UNIQUE INDEX p_1_pkey ON n.p_1 (foo, id);

-- new ones with NOT NULL of their own where the parent's goes, which below 18 would take it along
CREATE SCHEMA o;
CREATE TABLE o.p (id int NOT NULL, foo text NOT NULL) PARTITION BY LIST (foo);
CREATE TABLE o.c (id int NOT NULL);

-- a foreign key that comes while a key over its columns goes for another
CREATE SCHEMA q;
CREATE TABLE q.p (id int NOT NULL, foo text NOT NULL) PARTITION BY LIST (foo);
CREATE TABLE q.p_1 PARTITION OF q.p FOR VALUES IN ('a');
CREATE UNIQUE INDEX p_idx ON q.p (foo, id);

-- new partitions beside an index that goes, of the columns of another one; a partition that becomes a parent of children
CREATE SCHEMA r;
CREATE TABLE r.p (id int NOT NULL, foo text NOT NULL) PARTITION BY LIST (foo);
CREATE TABLE r.p_1 PARTITION OF r.p FOR VALUES IN ('a');
CREATE UNIQUE INDEX p_key ON ONLY r.p (foo, id);
CREATE UNIQUE INDEX p_1_key ON r.p_1 (foo, id);
ALTER INDEX r.p_key ATTACH PARTITION r.p_1_key;
CREATE TABLE r.q (a int PRIMARY KEY) PARTITION BY RANGE (a);
CREATE TABLE r.t PARTITION OF r.q FOR VALUES FROM (0) TO (1000);

-- a foreign key goes before its table, for a circle of them on the way back, and comes in the table that takes its name
CREATE SCHEMA s;
CREATE TABLE s.o (foo text, UNIQUE (foo));
CREATE TABLE s.f (foo text, CONSTRAINT f_fk FOREIGN KEY (foo) REFERENCES s.o (foo));

-- an index of the parent alone goes, before tables whose keys and indexes are like it join or are off for other bounds
CREATE SCHEMA t;
CREATE TABLE t.p (id int, foo text) PARTITION BY LIST (foo);
CREATE TABLE t.p_1 PARTITION OF t.p (PRIMARY KEY (foo, id)) FOR VALUES IN ('b');
CREATE UNIQUE INDEX p_idx ON ONLY t.p (foo, id);
CREATE TABLE t.p_2 (id int, foo text);
CREATE UNIQUE INDEX p_2_idx ON t.p_2 (foo, id);

-- a partitioned table that refers to itself goes
CREATE SCHEMA u;
CREATE TABLE u.p (foo text, UNIQUE (foo)) PARTITION BY LIST (foo);
CREATE TABLE u.p_1 PARTITION OF u.p FOR VALUES IN ('a');
ALTER TABLE u.p ADD FOREIGN KEY (foo) REFERENCES u.p (foo);

-- a branch goes, and a key comes that its own would not fit; a table leaves, and what it left gets NOT NULL
CREATE SCHEMA v;
CREATE TABLE v.p (foo text, bar text) PARTITION BY LIST (foo);
CREATE TABLE v.p_1 PARTITION OF v.p FOR VALUES IN ('a') PARTITION BY LIST (bar);
CREATE TABLE v.q (foo text, bar text) PARTITION BY LIST (foo);
CREATE TABLE v.q_1 PARTITION OF v.q FOR VALUES IN ('a');

-- another key of a partition whose parent is made again
CREATE SCHEMA w;
CREATE TABLE w.p (id int, foo text, bar text) PARTITION BY LIST (foo);
CREATE TABLE w.p_1 PARTITION OF w.p (CONSTRAINT k PRIMARY KEY (foo, bar, id)) FOR VALUES IN ('a');

-- an index of the parent alone by the name that one of a partition to come has
CREATE SCHEMA x;
CREATE TABLE x.p (foo text, bar text) PARTITION BY LIST (foo);
CREATE INDEX n ON ONLY x.p (foo, bar);

-- a key of a partition beside its copy of an index over the same columns
CREATE SCHEMA y;
