INSERT INTO t VALUES (1, 'abc', 5, '2020-01-01', 1.5, 'xyz', '2020-02-02', 1, '{a,b}', 't');
