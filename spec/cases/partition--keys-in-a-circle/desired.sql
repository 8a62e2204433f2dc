CREATE TABLE buyers (area text, nr integer) PARTITION BY LIST (area);
CREATE UNIQUE INDEX buyers_nr ON buyers (area, nr);
CREATE TABLE sellers (area text, nr integer) PARTITION BY LIST (area);
CREATE UNIQUE INDEX sellers_nr ON sellers (area, nr);
ALTER TABLE sellers ADD CONSTRAINT sells FOREIGN KEY (area, nr) REFERENCES buyers (area, nr);
ALTER TABLE buyers ADD CONSTRAINT buys FOREIGN KEY (area, nr) REFERENCES sellers (area, nr);

CREATE TABLE fairs (area text) PARTITION BY LIST (area);
CREATE UNIQUE INDEX ON fairs (area);
CREATE TABLE lots_a PARTITION OF fairs FOR VALUES IN ('a') PARTITION BY LIST (area);
CREATE TABLE lots_a_1 PARTITION OF lots_a FOR VALUES IN ('a');
ALTER TABLE lots_a ADD FOREIGN KEY (area) REFERENCES fairs (area);
CREATE TABLE bids (nr integer, area text, kind text, PRIMARY KEY (area, kind, nr)) PARTITION BY LIST (kind);
CREATE TABLE bids_a PARTITION OF bids FOR VALUES IN ('x') PARTITION BY LIST (kind);
CREATE TABLE bids_a_1 PARTITION OF bids_a FOR VALUES IN ('x');
ALTER TABLE bids_a_1 ADD CONSTRAINT follows FOREIGN KEY (area, kind, nr) REFERENCES bids (area, kind, nr);
