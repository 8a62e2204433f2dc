-- case: floor 18
CREATE EXTENSION btree_gist;
CREATE TABLE room (id int, at daterange, PRIMARY KEY (id, at WITHOUT OVERLAPS));
CREATE TABLE h (id int, v daterange, PRIMARY KEY (id, v WITHOUT OVERLAPS));
CREATE TABLE hc (hid int, v daterange, FOREIGN KEY (hid, PERIOD v) REFERENCES h (id, PERIOD v));
CREATE TABLE whole (id int, v daterange) PARTITION BY LIST (id);
CREATE TABLE part PARTITION OF whole FOR VALUES IN (1);
