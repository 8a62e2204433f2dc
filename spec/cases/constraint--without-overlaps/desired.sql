-- case: floor 18
CREATE EXTENSION btree_gist;
CREATE TABLE room (id int, at daterange, PRIMARY KEY (id, at WITHOUT OVERLAPS));
CREATE TABLE booking (room int, at daterange, FOREIGN KEY (room, PERIOD at) REFERENCES room (id, PERIOD at));
ALTER TABLE booking ADD CONSTRAINT soft CHECK (room > 0) NOT ENFORCED;
CREATE TABLE h (id bigint, v daterange, PRIMARY KEY (id, v WITHOUT OVERLAPS));
CREATE TABLE hc (hid bigint, v daterange, FOREIGN KEY (hid, PERIOD v) REFERENCES h (id, PERIOD v));
CREATE TABLE whole (id int, v daterange, UNIQUE (id, v WITHOUT OVERLAPS)) PARTITION BY LIST (id);
CREATE TABLE part PARTITION OF whole FOR VALUES IN (1);
CREATE TABLE shut (id int, at daterange, CONSTRAINT apart EXCLUDE USING gist (id WITH =, at WITH &&) WITH (fillfactor = 70) WHERE (id > 0)) PARTITION BY LIST (id);
CREATE TABLE shut_part PARTITION OF shut FOR VALUES IN (1);
ALTER INDEX shut_part_id_at_excl SET (fillfactor = 85);
CREATE TABLE near (at daterange, CONSTRAINT free EXCLUDE USING gist (at WITH &&) WITH (fillfactor = 90));
