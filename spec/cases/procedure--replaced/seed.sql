CALL p(4);
