INSERT INTO old_log VALUES ('a', 1, 1), ('b', 2, 2);
