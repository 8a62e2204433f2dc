CREATE TABLE a (id int PRIMARY KEY, x int);
CREATE TABLE b (id int PRIMARY KEY);
CREATE PUBLICATION p FOR TABLE a (id) WHERE (id > 0), b WITH (publish = 'insert, update');
