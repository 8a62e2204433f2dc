CREATE TABLE p (a int, b int); CREATE TABLE c (a int, b int);
-- or
CREATE TABLE p (a int, b int); CREATE TABLE c () INHERITS (p);
-- or
CREATE TABLE p (a int NOT NULL, b int); CREATE TABLE c () INHERITS (p);
-- or
CREATE TABLE p (a int, b int); CREATE TABLE c (a int NOT NULL) INHERITS (p);
-- or
CREATE TABLE p (a int NOT NULL, b int); CREATE TABLE c (a int NOT NULL DEFAULT 4) INHERITS (p);
-- or
CREATE TABLE p (a int, b int, CONSTRAINT k CHECK (b > 0)); CREATE TABLE c () INHERITS (p);
-- or
CREATE TABLE p (a int, b int, CONSTRAINT k CHECK (b > 0) NO INHERIT); CREATE TABLE c (CONSTRAINT k CHECK (b > 1)) INHERITS (p);
-- or
CREATE TABLE p (a int, b int, CONSTRAINT k CHECK (b > 0)); CREATE TABLE c (CONSTRAINT k CHECK (b > 0)) INHERITS (p);
-- or
CREATE TABLE p (a bigint DEFAULT 5, b int); CREATE TABLE c (a bigint DEFAULT 6, d text) INHERITS (p);
-- or
CREATE TABLE q (a int, d text); CREATE TABLE p (a int, b int); CREATE TABLE c () INHERITS (p, q);
-- or
CREATE TABLE p (a int, b int); CREATE TABLE m () INHERITS (p); CREATE TABLE c () INHERITS (m);
-- rows
INSERT INTO c (a, b) VALUES (1, 2);
