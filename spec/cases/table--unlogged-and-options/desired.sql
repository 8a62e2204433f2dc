CREATE UNLOGGED TABLE t (id int PRIMARY KEY, big text) WITH (autovacuum_vacuum_scale_factor = 0.2, toast.autovacuum_enabled = false);
