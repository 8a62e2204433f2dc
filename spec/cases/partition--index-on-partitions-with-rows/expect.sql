SELECT sum(n) = 6 FROM m;
