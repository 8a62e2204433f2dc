SELECT sum(n) = 3 FROM m;
