CREATE TABLE t (id int, a int, b text, c date);
CREATE TABLE first (id serial PRIMARY KEY, x int UNIQUE);
CREATE TABLE second (id serial PRIMARY KEY, y int CHECK (y > 0) REFERENCES first);
CREATE TABLE third (id serial PRIMARY KEY, z int CHECK (z > 0) REFERENCES second);
CREATE INDEX ON first (x);
CREATE INDEX ON second (id, y);
CREATE INDEX ON third (id, z);
