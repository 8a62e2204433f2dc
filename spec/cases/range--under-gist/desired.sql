CREATE TYPE span AS RANGE (subtype = float8, subtype_diff = float8mi, multirange_type_name = spans);
CREATE TABLE stay (id int, lasts span, many spans, EXCLUDE USING gist (lasts WITH &&));
CREATE INDEX stay_over ON stay USING gist (lasts);
COMMENT ON TYPE spans IS 'several';
