CREATE TABLE m (id int PRIMARY KEY) PARTITION BY HASH (id);
CREATE TABLE m0 PARTITION OF m FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE m1 PARTITION OF m FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE TABLE t (id int, m_id int);

-- its partition gets its key with its parent's, on its way back
CREATE TABLE turning (id int NOT NULL, kind text NOT NULL) PARTITION BY LIST (kind);
CREATE TABLE turning_a PARTITION OF turning FOR VALUES IN ('a');
