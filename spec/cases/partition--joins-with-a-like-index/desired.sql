CREATE TABLE log (day integer, host text) PARTITION BY LIST (day);
CREATE TABLE log_1 PARTITION OF log FOR VALUES IN (1);
CREATE TABLE log_2 (day integer, host text);
CREATE INDEX log_2_host ON log_2 (host);
CREATE INDEX log_host ON log (host);
ALTER TABLE log ATTACH PARTITION log_2 FOR VALUES IN (2);
CREATE INDEX log_1_own ON log_1 (host);
COMMENT ON INDEX log_1_own IS 'its own';
