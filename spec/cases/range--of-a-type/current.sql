CREATE TABLE t (id int);
CREATE TYPE span AS RANGE (subtype = int8);
CREATE TYPE agerange AS RANGE (subtype = float8, multirange_type_name = ages);
CREATE TABLE m (a span, b span_multirange, c ages[], d ages);
