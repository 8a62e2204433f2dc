CREATE TABLE t (a int NOT NULL, b int CONSTRAINT b_is NOT NULL, c int, e int);
ALTER TABLE t ADD CONSTRAINT c_is NOT NULL c NOT VALID;
CREATE TABLE k () INHERITS (t);
CREATE TABLE r (id int PRIMARY KEY);
ALTER TABLE t ADD CONSTRAINT e_r FOREIGN KEY (e) REFERENCES r NOT VALID;
CREATE TABLE m (id int, x int CONSTRAINT m_x NOT NULL);
CREATE TABLE m_1 () INHERITS (m);
CREATE TABLE p (id int, x int) PARTITION BY LIST (id);
CREATE TABLE p_1 PARTITION OF p (x CONSTRAINT p_1_x NOT NULL) FOR VALUES IN (1);

-- a partition has it valid by its primary key, and its parent gets it in several commits
CREATE TABLE veins (pit text, nr text) PARTITION BY LIST (pit);
CREATE TABLE veins_1 PARTITION OF veins (PRIMARY KEY (pit, nr)) FOR VALUES IN ('a');
