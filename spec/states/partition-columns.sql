CREATE TABLE p (k text, a int, b int) PARTITION BY LIST (k); CREATE TABLE t PARTITION OF p FOR VALUES IN ('x');
-- or
CREATE TABLE p (k text, a int NOT NULL, b int) PARTITION BY LIST (k); CREATE TABLE t PARTITION OF p FOR VALUES IN ('x');
-- or
CREATE TABLE p (k text, a int, b int) PARTITION BY LIST (k); CREATE TABLE t PARTITION OF p (a NOT NULL) FOR VALUES IN ('x');
-- or
CREATE TABLE p (k text, a int DEFAULT 1, b int) PARTITION BY LIST (k); CREATE TABLE t PARTITION OF p (a DEFAULT 2) FOR VALUES IN ('x');
-- or
CREATE TABLE p (k text, a bigint, b int, CONSTRAINT c CHECK (b > 0)) PARTITION BY LIST (k); CREATE TABLE t PARTITION OF p FOR VALUES IN ('x');
-- or
CREATE TABLE p (k text, a int, b int) PARTITION BY LIST (k); CREATE TABLE t PARTITION OF p (CONSTRAINT c CHECK (b > 0)) FOR VALUES IN ('x');
-- or
CREATE TABLE p (k text, a int, b int) PARTITION BY LIST (k); CREATE TABLE t PARTITION OF p FOR VALUES IN ('x', 'y');
-- or
CREATE TABLE p (k text, a int, b int) PARTITION BY RANGE (a); CREATE TABLE t PARTITION OF p FOR VALUES FROM (0) TO (9);
-- or
CREATE TABLE p (k text, a int, b int); CREATE TABLE t (k text, a int, b int);
-- or
CREATE TABLE p (k text, a int GENERATED ALWAYS AS (b + 1) STORED, b int) PARTITION BY LIST (k); CREATE TABLE t PARTITION OF p FOR VALUES IN ('x');
-- or
CREATE TABLE p (k text, b int, a int) PARTITION BY LIST (k); CREATE TABLE t (a int, b int, k text); ALTER TABLE p ATTACH PARTITION t FOR VALUES IN ('x');
-- or
CREATE TABLE p (k text, a int, b int) PARTITION BY LIST (k); CREATE TABLE m PARTITION OF p FOR VALUES IN ('x') PARTITION BY LIST (k); CREATE TABLE t PARTITION OF m FOR VALUES IN ('x');
-- or
CREATE TABLE p (k text, a int NOT NULL, b int, PRIMARY KEY (k, a)) PARTITION BY LIST (k); CREATE TABLE m PARTITION OF p DEFAULT; CREATE TABLE t (k text NOT NULL, a int NOT NULL, b int);
-- rows
INSERT INTO t (k, b) VALUES ('x', 2);
