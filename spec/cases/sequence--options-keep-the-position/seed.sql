SELECT nextval('s'), nextval('s');
INSERT INTO t DEFAULT VALUES;
