CREATE COLLATION loose (provider = icu, locale = 'und-u-ks-level1', deterministic = false);
COMMENT ON COLLATION loose IS 'cases are alike';
CREATE TABLE word (id int, said text COLLATE loose, plain text, short varchar(6) COLLATE loose UNIQUE);
CREATE INDEX ON word (said);
CREATE INDEX loosely ON word (plain COLLATE loose);
CREATE VIEW hello AS SELECT said FROM word WHERE said = 'hello';
CREATE DOMAIN greeting AS text COLLATE loose CHECK (VALUE <> '');
CREATE TABLE heard (first greeting NOT NULL UNIQUE, all_of_it greeting[]);
