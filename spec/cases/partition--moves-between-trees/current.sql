-- a copy of one index becomes that of another while its partition is off, where the first has its name taken
CREATE SCHEMA a;
CREATE TABLE a.p (foo text, bar text) PARTITION BY LIST (foo);
CREATE UNIQUE INDEX p_x ON a.p (foo, bar);
CREATE TABLE a.p_1 PARTITION OF a.p FOR VALUES IN ('a');
CREATE INDEX n ON a.p_1 (foo, bar);

-- two partitions trade places; one of them has an index that is dropped concurrently on the way back
CREATE SCHEMA b;
CREATE TABLE b.p (id int, foo text) PARTITION BY LIST (foo);
CREATE TABLE b.p_1 PARTITION OF b.p FOR VALUES IN ('a');
CREATE TABLE b.p_2 PARTITION OF b.p FOR VALUES IN ('b');

-- a table with NOT NULL joins another that gets it, and loses another
CREATE SCHEMA c;
CREATE TABLE c.p (foo text NOT NULL, bar text) PARTITION BY LIST (foo);
CREATE TABLE c.p_1 (bar text NOT NULL);

-- out of a branch that goes, into its parent, which is made again, while a type changes
CREATE SCHEMA d;
CREATE TABLE d.p (id bigint, foo text, bar text) PARTITION BY LIST (bar);
CREATE TABLE d.b PARTITION OF d.p FOR VALUES IN ('a') PARTITION BY LIST (foo);
CREATE TABLE d.p_1 PARTITION OF d.b FOR VALUES IN ('c');

-- below a new branch: of its own parent, which gets NOT NULL and loses a column, and of one that loses NOT NULL
CREATE SCHEMA e;
CREATE TABLE e.p (foo text, bar text) PARTITION BY LIST (foo);
CREATE TABLE e.p_1 PARTITION OF e.p (PRIMARY KEY (foo, bar)) FOR VALUES IN ('c');
CREATE TABLE e.q (foo text PRIMARY KEY) PARTITION BY LIST (foo);
CREATE TABLE e.r (foo text) PARTITION BY LIST (foo);
CREATE TABLE e.r_1 PARTITION OF e.r FOR VALUES IN ('e');

-- what it leaves gets NOT NULL
CREATE SCHEMA f;
CREATE TABLE f.p (foo text, bar text, CONSTRAINT k PRIMARY KEY (foo)) PARTITION BY LIST (foo);
CREATE TABLE f.p_1 PARTITION OF f.p FOR VALUES IN ('f');
ALTER TABLE f.p_1 ADD FOREIGN KEY (foo) REFERENCES f.p (foo);

-- a key of a new partition of a new branch becomes a part of a new index of the whole
CREATE SCHEMA g;
CREATE TABLE g.p (foo text PRIMARY KEY) PARTITION BY LIST (foo);

-- a table gets NOT NULL on the way into a new one that refers to itself
CREATE SCHEMA h;
CREATE TABLE h.p_1 (bar text);

-- a column changes its type when its table has left
CREATE SCHEMA i;
CREATE TABLE i.q (id bigint, bar text) PARTITION BY LIST (bar);
CREATE INDEX q_i ON i.q (id);
CREATE TABLE i.q_1 PARTITION OF i.q (PRIMARY KEY (bar, id)) FOR VALUES IN ('g');

-- one that refers to itself is made again around a partition, and another loses its partition and that key
CREATE SCHEMA j;
CREATE TABLE j.p (id int, foo text, UNIQUE (foo)) PARTITION BY LIST (foo);
CREATE TABLE j.p_1 PARTITION OF j.p FOR VALUES IN ('a');
ALTER TABLE j.p ADD FOREIGN KEY (foo) REFERENCES j.p (foo);
CREATE TABLE j.q (foo text, UNIQUE (foo)) PARTITION BY LIST (foo);
CREATE TABLE j.q_1 PARTITION OF j.q FOR VALUES IN ('a');
ALTER TABLE j.q ADD FOREIGN KEY (foo) REFERENCES j.q (foo);
