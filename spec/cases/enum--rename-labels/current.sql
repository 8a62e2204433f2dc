CREATE TYPE state AS ENUM ('new', 'in work', 'done');
CREATE TABLE job (id int, state state DEFAULT 'new' CHECK (state <> 'in work'));
CREATE VIEW waiting AS SELECT id FROM job WHERE state = 'new';
CREATE TYPE pair AS (x state, y int); CREATE TABLE held (a state DEFAULT 'new' NOT NULL, b state[], c pair, d int);
