CREATE EXTENSION btree_gist;
CREATE TABLE t (room int, span tsrange, CONSTRAINT free EXCLUDE USING gist (room WITH =, span WITH &&) WHERE (room > 0));
