INSERT INTO old.users (mail) VALUES ('x@y');
INSERT INTO attic.box VALUES (DEFAULT, 3);
