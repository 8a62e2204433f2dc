CREATE TABLE trips (line text NOT NULL, day integer NOT NULL) PARTITION BY LIST (line);
CREATE TABLE trips_a PARTITION OF trips FOR VALUES IN ('a');
CREATE TABLE trips_b PARTITION OF trips FOR VALUES IN ('b') PARTITION BY LIST (day);
CREATE TABLE trips_b1 PARTITION OF trips_b FOR VALUES IN (1);
-- the key of one partition is a part of the plain index of them all
CREATE UNIQUE INDEX trips_once ON ONLY trips (line, day);
CREATE UNIQUE INDEX trips_a_once ON trips_a (line, day);
ALTER INDEX trips_once ATTACH PARTITION trips_a_once;
ALTER TABLE trips_a ADD CONSTRAINT trips_a_key PRIMARY KEY USING INDEX trips_a_once;
CREATE INDEX trips_b_day ON trips_b (day);

CREATE TABLE stops (line text NOT NULL, nr integer NOT NULL) PARTITION BY LIST (line);
CREATE TABLE stops_a PARTITION OF stops FOR VALUES IN ('a');
ALTER TABLE stops_a ADD CONSTRAINT stops_a_key UNIQUE (line, nr);
CREATE TABLE visits (line text, nr integer, CONSTRAINT visits_stop FOREIGN KEY (line, nr) REFERENCES stops_a (line, nr));
