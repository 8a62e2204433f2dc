SELECT max(depth) = 1 FROM tree;
