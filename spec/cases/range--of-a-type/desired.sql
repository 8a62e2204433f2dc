CREATE TYPE floatrange AS RANGE (subtype = float8, subtype_diff = float8mi);
CREATE TABLE t (id int, r floatrange DEFAULT '[1,2)');
CREATE INDEX t_r ON t USING gist (r);
CREATE TYPE span AS RANGE (subtype = numeric);
CREATE TYPE agerange AS RANGE (subtype = float8, subtype_diff = float8mi, multirange_type_name = ages);
CREATE TABLE m (a span, b span_multirange, c ages[], d ages);
