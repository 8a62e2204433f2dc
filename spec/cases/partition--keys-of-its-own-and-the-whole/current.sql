-- the key of a partition is a part of an index of the whole, which is made again, or loses the partition
CREATE TABLE tolls (gate integer NOT NULL, road text NOT NULL) PARTITION BY LIST (road);
CREATE TABLE tolls_1 PARTITION OF tolls FOR VALUES IN ('a');
CREATE UNIQUE INDEX tolls_once ON tolls (road, gate);
ALTER TABLE tolls_1 ADD CONSTRAINT tolls_1_pkey PRIMARY KEY USING INDEX tolls_1_road_gate_idx;

CREATE TABLE fares (zone integer NOT NULL, line text NOT NULL) PARTITION BY LIST (line);
CREATE TABLE fares_1 PARTITION OF fares FOR VALUES IN ('a');
CREATE UNIQUE INDEX fares_once ON fares (line, zone);
ALTER TABLE fares_1 ADD CONSTRAINT fares_1_pkey PRIMARY KEY USING INDEX fares_1_line_zone_idx;

-- a partition has a key where its parent has an index for itself only
CREATE TABLE seats (nr integer, car text) PARTITION BY LIST (car);
CREATE TABLE seats_1 PARTITION OF seats FOR VALUES IN ('a');
CREATE TABLE racks (nr integer NOT NULL, car text NOT NULL) PARTITION BY LIST (car);
CREATE TABLE racks_1 PARTITION OF racks FOR VALUES IN ('a');
CREATE UNIQUE INDEX racks_once ON ONLY racks (car, nr);
ALTER TABLE racks_1 ADD CONSTRAINT racks_1_pkey PRIMARY KEY (car, nr);
CREATE TABLE shelves (nr integer, car text) PARTITION BY LIST (car);

-- an index of a partition has the name, and not the form, of what comes with its parent's
CREATE TABLE doors (nr integer, car text) PARTITION BY LIST (car);
CREATE TABLE doors_1 PARTITION OF doors FOR VALUES IN ('a');
CREATE INDEX doors_1_car_nr_idx ON doors_1 (car, nr);
