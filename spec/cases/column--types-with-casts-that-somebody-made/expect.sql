SELECT a = 7 FROM k;
SELECT b -> 'a' = '1' FROM t;
