-- the same originals, made in another order: their copies derive the same names the other way round
CREATE TABLE event (id int NOT NULL, at int, kind text) PARTITION BY RANGE (id);
CREATE TABLE event_1 PARTITION OF event FOR VALUES FROM (0) TO (100) PARTITION BY RANGE (id);
CREATE TABLE event_1a PARTITION OF event_1 FOR VALUES FROM (0) TO (50);
CREATE INDEX by_at ON event (at);
CREATE INDEX at_hash ON event USING hash (at);
CREATE INDEX late ON event (at) WHERE at > 10;
ALTER TABLE event ADD CONSTRAINT one UNIQUE (id, kind);
ALTER TABLE event ADD CONSTRAINT two UNIQUE (id, kind) INCLUDE (at);
COMMENT ON INDEX event_1a_at_idx IS 'of by_at';
-- one that goes had the name that another gets
CREATE INDEX gone ON event (kind);
CREATE INDEX stays ON event USING hash (kind);
CREATE TABLE other (id int, a int);
CREATE INDEX other_own ON other (a);
