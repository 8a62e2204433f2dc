-- case: floor 18
CREATE TABLE t (id int, a int GENERATED ALWAYS AS (id + 2) VIRTUAL, b int GENERATED ALWAYS AS (id * 2) VIRTUAL);
