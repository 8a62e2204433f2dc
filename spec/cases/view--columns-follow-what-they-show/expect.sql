-- not filled again: it was not made again
SELECT count(*) = 1 FROM mv;
SELECT count(*) = 1 FROM mv WHERE "A a" = 1;
SELECT count(*) = 0 FROM joined;
