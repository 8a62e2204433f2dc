CREATE TABLE reading (id bigint, place varchar(40), at date NOT NULL, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE reading_old PARTITION OF reading FOR VALUES FROM ('2020-01-01') TO ('2021-01-01') PARTITION BY RANGE (id);
CREATE TABLE reading_old_few PARTITION OF reading_old FOR VALUES FROM (1) TO (10);
CREATE UNIQUE INDEX reading_place ON reading (at, id);
