-- case: floor 18
CREATE EXTENSION btree_gist;
CREATE TABLE room (id int, at daterange, PRIMARY KEY (id, at WITHOUT OVERLAPS));
