INSERT INTO trips VALUES ('a', 1), ('b', 1);
INSERT INTO stops VALUES ('a', 1);
INSERT INTO visits VALUES ('a', 1);
