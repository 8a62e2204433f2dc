CREATE SCHEMA old_one;
CREATE TABLE old_one.t (id int PRIMARY KEY);
CREATE VIEW old_one.v AS SELECT id FROM old_one.t;
