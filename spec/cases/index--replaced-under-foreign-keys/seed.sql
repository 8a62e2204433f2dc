INSERT INTO account VALUES (1, 'a', 'a@x', 'al', NULL), (2, 'b', 'b@x', 'bo', 1);
INSERT INTO login VALUES (1, 1, 'a', 'a@x', 'al'), (2, 2, 'b', 'b@x', 'bo'), (3, NULL, NULL, NULL, NULL);
