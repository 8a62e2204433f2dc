INSERT INTO t VALUES (1, 'abc', 5);
INSERT INTO u VALUES ('{a@b}');
INSERT INTO w VALUES (1, '{2,3}', ROW(4, '{5}'));
