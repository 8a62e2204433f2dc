CREATE TYPE floatrange AS RANGE (subtype = float8, subtype_diff = float8mi);
CREATE TABLE t (id int, r floatrange DEFAULT '[1,2)');
CREATE INDEX t_r ON t USING gist (r);
