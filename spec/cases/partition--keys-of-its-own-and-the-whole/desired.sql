CREATE TABLE tolls (gate integer NOT NULL, road text NOT NULL) PARTITION BY LIST (gate);
CREATE TABLE tolls_1 PARTITION OF tolls FOR VALUES IN (1);

CREATE TABLE fares (zone integer NOT NULL, line text NOT NULL, PRIMARY KEY (line, zone)) PARTITION BY LIST (line);
CREATE TABLE fares_1 PARTITION OF fares FOR VALUES IN ('a', 'b');

CREATE TABLE seats (nr integer NOT NULL, car text NOT NULL) PARTITION BY LIST (car);
CREATE TABLE seats_1 PARTITION OF seats FOR VALUES IN ('a');
CREATE UNIQUE INDEX seats_once ON ONLY seats (car, nr);
ALTER TABLE seats_1 ADD CONSTRAINT seats_1_pkey PRIMARY KEY (car, nr);
CREATE TABLE racks (nr integer NOT NULL, car text NOT NULL) PARTITION BY LIST (car);
CREATE TABLE shelves (nr integer, car text) PARTITION BY LIST (car);
CREATE TABLE racks_1 PARTITION OF shelves FOR VALUES IN ('a');
CREATE UNIQUE INDEX shelves_once ON shelves (car, nr);

CREATE TABLE doors (nr integer, car text) PARTITION BY LIST (car);
CREATE TABLE doors_1 PARTITION OF doors FOR VALUES IN ('a');
CREATE UNIQUE INDEX doors_once ON doors (car, nr);
