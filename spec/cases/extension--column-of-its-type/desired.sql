CREATE EXTENSION hstore;
CREATE EXTENSION citext;
CREATE TABLE t (id int PRIMARY KEY, tags hstore DEFAULT 'a=>1'::hstore, email citext);
CREATE INDEX t_tags ON t USING gin (tags);
CREATE UNIQUE INDEX t_email ON t (email);
