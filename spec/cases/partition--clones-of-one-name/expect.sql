SELECT (SELECT count(*) FROM m) = 2 AND (SELECT count(*) FROM k) = 2;
