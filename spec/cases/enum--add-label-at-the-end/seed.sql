INSERT INTO t VALUES (1, 'sad'), (2, 'ok');
INSERT INTO u VALUES (1, 'sad', 'ok', ROW('ok', 'sad'), ARRAY[ROW('ok', NULL)::pair], '[sad,ok]');
