INSERT INTO account VALUES (1, 'a', 'a@x', 'al', NULL), (2, 'b', 'b@x', 'bo', 1);
INSERT INTO login VALUES (1, 1, 'a', 'a@x', 'al'), (2, 2, 'b', 'b@x', 'bo'), (3, NULL, NULL, NULL, NULL);
INSERT INTO item VALUES (1, 1);
INSERT INTO part VALUES (1);
INSERT INTO entry (id) VALUES (1);
INSERT INTO line VALUES (1, 1);
INSERT INTO node VALUES (1, 1, 2, 2);
