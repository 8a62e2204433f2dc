CREATE TABLE reading (id bigint, place text, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE reading_old PARTITION OF reading FOR VALUES FROM ('2020-01-01') TO ('2021-01-01') PARTITION BY LIST (place);
CREATE TABLE reading_old_north PARTITION OF reading_old FOR VALUES IN ('north');
CREATE INDEX reading_place ON reading (place);
