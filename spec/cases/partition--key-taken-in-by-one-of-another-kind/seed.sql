INSERT INTO stamps_1 VALUES ('a', '1'), ('a', '2');
INSERT INTO slots_1 VALUES ('a', '1');
INSERT INTO crates_1 VALUES ('a', '1');
INSERT INTO bins_1 VALUES ('a', '1');
INSERT INTO jars_1 VALUES ('a', '1');
