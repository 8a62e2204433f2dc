CREATE TABLE log (id int NOT NULL, kind text DEFAULT 'z', CONSTRAINT real CHECK (id > 0)) PARTITION BY RANGE (id);
CREATE INDEX log_kind ON log (kind);
CREATE TABLE old_log (kind text, id int, extra int);
