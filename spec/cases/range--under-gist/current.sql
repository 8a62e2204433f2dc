CREATE TYPE span AS RANGE (subtype = float8);
CREATE TABLE stay (id int, lasts span, EXCLUDE USING gist (lasts WITH &&));
CREATE INDEX stay_over ON stay USING gist (lasts);
COMMENT ON TYPE span_multirange IS 'several';
