CREATE TABLE log (day integer, host text) PARTITION BY LIST (day);
CREATE INDEX log_host ON log (host);
CREATE TABLE log_1 (day integer, host text);
CREATE INDEX log_1_own ON log_1 (host);
COMMENT ON INDEX log_1_own IS 'its own';
CREATE TABLE log_2 (day integer, host text);
CREATE INDEX log_2_host ON log_2 (host);
