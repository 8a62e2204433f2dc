-- what c had of p goes before it joins q; a new key points to r when r2 is gone
CREATE TABLE q (id int, foo text NOT NULL) PARTITION BY LIST (foo);
CREATE TABLE c PARTITION OF q FOR VALUES IN ('1');
CREATE TABLE r (id int, foo text UNIQUE) PARTITION BY LIST (foo);
CREATE TABLE r1 PARTITION OF r FOR VALUES IN ('1');
CREATE TABLE k (foo text REFERENCES r (foo));
-- off its parent meanwhile, it loses its indexes and gets its check in the same transaction
CREATE TABLE f (category text CONSTRAINT f_said CHECK (category <> '')) PARTITION BY LIST (category);
CREATE TABLE f1 PARTITION OF f FOR VALUES IN ('1');
