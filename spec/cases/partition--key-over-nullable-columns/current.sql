CREATE TABLE m (id int, k int) PARTITION BY RANGE (id);
CREATE TABLE m1 PARTITION OF m FOR VALUES FROM (0) TO (10);
CREATE TABLE m2 PARTITION OF m FOR VALUES FROM (10) TO (20);

-- NOT NULL comes by a check for a while: a partition must not keep it when it leaves, nor lack it when it joins
CREATE TABLE q (k text) PARTITION BY LIST (k);
CREATE TABLE q1 PARTITION OF q FOR VALUES IN ('a') PARTITION BY LIST (k);
CREATE TABLE q11 PARTITION OF q1 FOR VALUES IN ('a');
CREATE UNIQUE INDEX ON q11 (k);
CREATE TABLE v (id int, k text, l text NOT NULL) PARTITION BY LIST (k);
CREATE TABLE v1 PARTITION OF v FOR VALUES IN ('a');
CREATE TABLE y (id int, k int) PARTITION BY RANGE (id);
CREATE TABLE y1 PARTITION OF y FOR VALUES FROM (0) TO (10);
CREATE TABLE z (id int, k int) PARTITION BY RANGE (id);
CREATE TABLE z1 PARTITION OF z (id NOT NULL) FOR VALUES FROM (0) TO (10);

-- a branch has it by itself and its leaf by a key: its parent's goes for a while on the way back, the leaf's with it
CREATE TABLE g (id int, k text, l text) PARTITION BY LIST (k);
CREATE TABLE g1 PARTITION OF g (l NOT NULL) FOR VALUES IN ('a') PARTITION BY LIST (k);
CREATE TABLE g11 PARTITION OF g1 (CONSTRAINT g11_k PRIMARY KEY (k, l)) FOR VALUES IN ('a');

-- a leaf moves up while its tree gets a check
CREATE TABLE h (id int, k text) PARTITION BY LIST (k);
CREATE TABLE h1 PARTITION OF h FOR VALUES IN ('a') PARTITION BY LIST (k);
CREATE TABLE h11 PARTITION OF h1 FOR VALUES IN ('a');
