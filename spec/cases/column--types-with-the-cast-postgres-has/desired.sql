CREATE TABLE t (id int, a text, b text, c timestamptz, d numeric(10,4), e varchar(8), f timestamp, g numeric DEFAULT 4, h varchar(9)[], i regclass);
