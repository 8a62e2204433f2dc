CREATE TABLE log (day integer, host text) PARTITION BY LIST (day);
CREATE INDEX log_host ON log (host);
CREATE TABLE log_1 (day integer, host text);
CREATE INDEX log_1_own ON log_1 (host);
COMMENT ON INDEX log_1_own IS 'its own';
CREATE TABLE log_2 (day integer, host text);
CREATE INDEX log_2_host ON log_2 (host);

-- a partition's own index is one that the parent's would take in, as it was or as it is to be
CREATE TABLE cars (day integer, host text) PARTITION BY LIST (day);
CREATE TABLE cars_1 PARTITION OF cars FOR VALUES IN (1);
CREATE UNIQUE INDEX cars_own ON cars_1 (day, host);
CREATE TABLE vans (day integer, host text) PARTITION BY LIST (day);
CREATE TABLE vans_1 PARTITION OF vans FOR VALUES IN (1);
CREATE UNIQUE INDEX vans_x ON vans (day, host);
CREATE UNIQUE INDEX vans_own ON vans_1 (day, host);
CREATE TABLE bikes (day integer, host text) PARTITION BY LIST (day);
CREATE TABLE bikes_1 (day integer, host text);
CREATE UNIQUE INDEX bikes_own ON bikes_1 (day, host);
CREATE UNIQUE INDEX bikes_x ON bikes (day, host);

-- so would be its key
CREATE TABLE carts (day integer, host text) PARTITION BY LIST (day);
CREATE TABLE carts_1 PARTITION OF carts FOR VALUES IN (1);
CREATE UNIQUE INDEX carts_x ON carts (day, host);
ALTER TABLE carts_1 ADD CONSTRAINT carts_own UNIQUE (day, host);
CREATE TABLE sleds (day integer, host text) PARTITION BY LIST (day);
CREATE TABLE sleds_1 (day integer, host text);
CREATE UNIQUE INDEX sleds_own ON sleds_1 (day, host);
CREATE UNIQUE INDEX sleds_x ON sleds (day, host);
