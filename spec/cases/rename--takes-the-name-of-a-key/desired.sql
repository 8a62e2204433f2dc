-- tidemark: renamed from a
CREATE TABLE b (id int);
CREATE TABLE o (id int,
-- tidemark: renamed from n
CONSTRAINT k PRIMARY KEY (id));
