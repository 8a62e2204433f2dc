-- case: rename public.t.a:b
CREATE TABLE t (id int PRIMARY KEY, b text CONSTRAINT t_a_key UNIQUE, CONSTRAINT low CHECK (b = lower(b)));
CREATE INDEX t_up ON t (upper(b));
CREATE TABLE u (a text REFERENCES t (b));
CREATE VIEW v AS SELECT id, b AS a FROM t;
CREATE POLICY p ON t USING (b <> '');
COMMENT ON COLUMN t.b IS 'an a';
GRANT UPDATE (b) ON t TO reader;
-- indexes keep what their columns were called: new partitions get theirs under that name
-- case: rename public.q.a:n
CREATE TABLE q (id int, n int, UNIQUE (id, n)) PARTITION BY RANGE (id);
CREATE TABLE q1 PARTITION OF q FOR VALUES FROM (0) TO (10);
CREATE TABLE q2 PARTITION OF q FOR VALUES FROM (10) TO (20) PARTITION BY RANGE (id);
CREATE TABLE q21 PARTITION OF q2 FOR VALUES FROM (10) TO (15);
CREATE INDEX q_a ON q USING brin (n);
CREATE INDEX q_b ON q (upper(n::text), n);
CREATE INDEX q_c ON q (n) WHERE id > 3;
-- but not below copies that are made by name
-- case: rename public.w.a:b
CREATE TABLE w (k int, b int) PARTITION BY LIST (k);
CREATE INDEX w_a_idx ON w (b);
CREATE INDEX w_a_idx1 ON w (b) WHERE k > 1;
CREATE TABLE w3 PARTITION OF w FOR VALUES IN (3) PARTITION BY LIST (k);
CREATE TABLE w31 PARTITION OF w3 FOR VALUES IN (3);
