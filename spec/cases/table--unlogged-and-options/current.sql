CREATE TABLE t (id int PRIMARY KEY, big text) WITH (fillfactor = 70, autovacuum_enabled = false);
ALTER TABLE t REPLICA IDENTITY FULL;
