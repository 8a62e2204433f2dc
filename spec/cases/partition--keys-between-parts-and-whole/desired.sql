CREATE TABLE trips (line text NOT NULL, day integer NOT NULL) PARTITION BY LIST (line);
CREATE TABLE trips_a PARTITION OF trips FOR VALUES IN ('a');
CREATE TABLE trips_b PARTITION OF trips FOR VALUES IN ('b') PARTITION BY LIST (day);
CREATE TABLE trips_b1 PARTITION OF trips_b FOR VALUES IN (1);
ALTER TABLE trips ADD CONSTRAINT trips_once UNIQUE (line, day);
CREATE INDEX trips_day ON trips (day);

CREATE TABLE stops (line text NOT NULL, nr integer NOT NULL) PARTITION BY LIST (line);
CREATE TABLE stops_a PARTITION OF stops FOR VALUES IN ('a');
ALTER TABLE stops ADD CONSTRAINT stops_key UNIQUE (line, nr);
CREATE TABLE visits (line text, nr integer, CONSTRAINT visits_stop FOREIGN KEY (line, nr) REFERENCES stops_a (line, nr));
