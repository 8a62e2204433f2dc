-- what c had of p goes before it joins q; a new key points to r when r2 is gone
CREATE TABLE q (id int, foo text NOT NULL) PARTITION BY LIST (foo);
CREATE TABLE c PARTITION OF q FOR VALUES IN ('1');
CREATE TABLE r (id int, foo text UNIQUE) PARTITION BY LIST (foo);
CREATE TABLE r1 PARTITION OF r FOR VALUES IN ('1');
CREATE TABLE k (foo text REFERENCES r (foo));
