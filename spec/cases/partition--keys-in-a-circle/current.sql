CREATE TABLE buyers (area text, nr integer) PARTITION BY LIST (area);
CREATE TABLE buyers_a PARTITION OF buyers (PRIMARY KEY (area, nr)) FOR VALUES IN ('a');
CREATE UNIQUE INDEX buyers_nr ON buyers (area, nr);
CREATE TABLE sellers (area text, nr integer) PARTITION BY LIST (area);
CREATE TABLE sellers_a PARTITION OF sellers (PRIMARY KEY (area, nr)) FOR VALUES IN ('a');
CREATE UNIQUE INDEX sellers_nr ON sellers (area, nr);
ALTER TABLE sellers ADD CONSTRAINT sells FOREIGN KEY (area, nr) REFERENCES buyers (area, nr);
ALTER TABLE buyers ADD CONSTRAINT buys FOREIGN KEY (area, nr) REFERENCES sellers (area, nr);

-- a partition points at its own parent, and both go
CREATE TABLE loans (area text, nr integer, UNIQUE (area, nr)) PARTITION BY LIST (area);
CREATE TABLE loans_a PARTITION OF loans FOR VALUES IN ('a') PARTITION BY LIST (area);
CREATE TABLE loans_a_1 PARTITION OF loans_a FOR VALUES IN ('a');
ALTER TABLE loans_a ADD CONSTRAINT follows FOREIGN KEY (area, nr) REFERENCES loans (area, nr);

-- tables made again around partitions that stay: a branch, or a leaf, comes to point at what is above it
CREATE TABLE lots (nr integer, area text, kind text) PARTITION BY LIST (area);
CREATE TABLE lots_a PARTITION OF lots FOR VALUES IN ('a') PARTITION BY LIST (kind);
CREATE TABLE lots_a_1 PARTITION OF lots_a FOR VALUES IN ('x');
CREATE TABLE bids_a (area text) PARTITION BY LIST (area);
CREATE TABLE bids_a_1 PARTITION OF bids_a FOR VALUES IN ('a');
