-- case: floor 18
CREATE TABLE t (id int, n int CONSTRAINT numbered NOT NULL NO INHERIT, m int NOT NULL);
ALTER TABLE t ADD CONSTRAINT there NOT NULL id;
