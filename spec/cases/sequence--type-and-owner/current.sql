CREATE SEQUENCE s AS int;
CREATE TABLE a (id int DEFAULT nextval('s'));
CREATE TABLE b (id bigint);
ALTER SEQUENCE s OWNED BY a.id;
CREATE SCHEMA s;
CREATE TABLE moving (n serial);
