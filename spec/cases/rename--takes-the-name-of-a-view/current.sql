CREATE TABLE person (id int PRIMARY KEY, name text NOT NULL, street text, city text);
CREATE INDEX person_name ON person (name);
CREATE VIEW towns AS SELECT DISTINCT city FROM person;
GRANT SELECT ON person TO reader; GRANT SELECT ON towns TO reader;
CREATE FUNCTION pc() RETURNS bigint LANGUAGE sql AS 'select count(*) from person';
CREATE TABLE human_data (id int PRIMARY KEY, name text NOT NULL);
CREATE VIEW human AS SELECT id, name FROM human_data;
CREATE VIEW places AS SELECT name FROM human;
CREATE VIEW more AS SELECT id FROM human;
