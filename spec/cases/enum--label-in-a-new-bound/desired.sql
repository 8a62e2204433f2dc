CREATE TYPE shelf AS ENUM ('low', 'mid', 'high');
CREATE TABLE jar (id int, stands shelf) PARTITION BY LIST (stands);
CREATE TABLE jar_low PARTITION OF jar FOR VALUES IN ('low', 'mid');
CREATE TABLE jar_rest PARTITION OF jar DEFAULT;
