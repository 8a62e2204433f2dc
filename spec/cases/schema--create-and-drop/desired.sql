CREATE SCHEMA new_one;
CREATE TABLE new_one.t (id int PRIMARY KEY);
CREATE VIEW new_one.v AS SELECT id FROM new_one.t;
