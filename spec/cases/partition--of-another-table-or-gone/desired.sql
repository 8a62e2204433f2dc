-- what c had of p goes before it joins q; a new key points to r when r2 is gone
CREATE TABLE q (id int, foo text NOT NULL) PARTITION BY LIST (foo);
CREATE TABLE c PARTITION OF q FOR VALUES IN ('1');
CREATE TABLE q2 PARTITION OF q FOR VALUES IN ('2');
CREATE INDEX q_foo ON ONLY q (foo);
CREATE INDEX c_foo ON c (foo);
ALTER INDEX q_foo ATTACH PARTITION c_foo;
CREATE TABLE r (id int, foo text UNIQUE) PARTITION BY LIST (foo);
CREATE TABLE r1 PARTITION OF r FOR VALUES IN ('1');
CREATE TABLE k (foo text REFERENCES r (foo));
-- off its parent meanwhile, it loses its indexes and gets its check in the same transaction
CREATE TABLE f (category text CONSTRAINT f_said CHECK (category <> '')) PARTITION BY LIST (category);
CREATE TABLE f1 PARTITION OF f FOR VALUES IN ('1');
