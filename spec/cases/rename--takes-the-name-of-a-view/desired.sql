-- tidemark: renamed from person
CREATE TABLE person_data (id int PRIMARY KEY, name text NOT NULL, street text, city text);
CREATE INDEX person_name ON person_data (name);
CREATE VIEW person AS SELECT id, name, street, city FROM person_data;
CREATE VIEW towns AS SELECT DISTINCT city FROM person;
GRANT SELECT ON person TO reader; GRANT SELECT ON towns TO reader;
CREATE FUNCTION pc() RETURNS bigint LANGUAGE sql AS 'select count(*) from person';
-- tidemark: renamed from human_data
CREATE TABLE human (id int PRIMARY KEY, name text NOT NULL);
CREATE VIEW places AS SELECT name FROM human;
