INSERT INTO t VALUES (1, 'sad', '{ok,sad}'), (2, 'ok', NULL);
