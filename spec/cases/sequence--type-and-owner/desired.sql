CREATE SEQUENCE s AS bigint;
CREATE TABLE a (id int);
CREATE TABLE b (id bigint DEFAULT nextval('s'));
ALTER SEQUENCE s OWNED BY b.id;
