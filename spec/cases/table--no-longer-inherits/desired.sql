CREATE TABLE base (id int, name text DEFAULT 'n', CONSTRAINT pos CHECK (id > 0));
CREATE TABLE child (id int, name text DEFAULT 'n', y int, CONSTRAINT pos CHECK (id > 0));
