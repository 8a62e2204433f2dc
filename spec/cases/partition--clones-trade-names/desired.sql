CREATE TABLE event (id int NOT NULL, at int, kind text) PARTITION BY RANGE (id);
CREATE TABLE event_1 PARTITION OF event FOR VALUES FROM (0) TO (100) PARTITION BY RANGE (id);
CREATE TABLE event_1a PARTITION OF event_1 FOR VALUES FROM (0) TO (50);
CREATE INDEX late ON event (at) WHERE at > 10;
CREATE INDEX by_at ON event (at);
CREATE INDEX at_hash ON event USING hash (at);
ALTER TABLE event ADD CONSTRAINT two UNIQUE (id, kind) INCLUDE (at);
ALTER TABLE event ADD CONSTRAINT one UNIQUE (id, kind);
COMMENT ON INDEX event_1a_at_idx1 IS 'of by_at';
CREATE INDEX stays ON event USING hash (kind);
CREATE TABLE other (id int, a int);
CREATE INDEX other_own ON other (a);
-- the copy of a copy comes with the index, and is changed at once
CREATE TABLE log (id int) PARTITION BY RANGE (id);
CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM (0) TO (100) PARTITION BY RANGE (id);
CREATE TABLE log_1a PARTITION OF log_1 FOR VALUES FROM (0) TO (50);
CREATE INDEX fresh ON log (id);
COMMENT ON INDEX log_1a_id_idx IS 'of fresh';
