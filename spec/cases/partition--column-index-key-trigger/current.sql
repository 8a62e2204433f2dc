CREATE TABLE m (id int NOT NULL, at date NOT NULL, n int, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE m_2020 PARTITION OF m FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
CREATE TABLE m_2021 PARTITION OF m FOR VALUES FROM ('2021-01-01') TO ('2022-01-01');

CREATE TABLE o (id int PRIMARY KEY);

-- a new partition has one of its own by the name of its parent's, which goes
CREATE TABLE n (k text) PARTITION BY LIST (k);
CREATE TRIGGER g AFTER INSERT ON n FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();
