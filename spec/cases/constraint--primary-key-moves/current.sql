CREATE TABLE t (id int PRIMARY KEY, code text NOT NULL, CONSTRAINT t_code UNIQUE (code));
CREATE TABLE u (t_id int REFERENCES t);
CREATE TABLE w (code text REFERENCES t (code));
