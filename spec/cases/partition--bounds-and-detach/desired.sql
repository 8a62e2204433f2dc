-- case: pending connoinherit of a key differs after a partition is detached and attached again
CREATE TABLE m (id int NOT NULL, at date NOT NULL, n int, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE m_2020 PARTITION OF m FOR VALUES FROM ('2019-01-01') TO ('2021-01-01');
CREATE TABLE m_2021 (id int NOT NULL, at date NOT NULL, n int, CONSTRAINT m_2021_pkey PRIMARY KEY (id, at));
