CREATE TABLE a (id int PRIMARY KEY, x int);
CREATE TABLE b (id int PRIMARY KEY);
CREATE TABLE top (id int);
CREATE TABLE below () INHERITS (top);
CREATE TABLE whole (id int) PARTITION BY RANGE (id);
CREATE TABLE part PARTITION OF whole DEFAULT;
CREATE PUBLICATION p FOR TABLE a;
CREATE PUBLICATION going FOR TABLE top, whole;
CREATE PUBLICATION coming FOR TABLE ONLY top;
CREATE TABLE listed (gone int, id int PRIMARY KEY, x int);
CREATE PUBLICATION lists FOR TABLE listed (gone, id, x);
-- whose rows cannot be deleted: sample rows of it that point at nothing stay, those that do not fit go
CREATE TABLE never (id int PRIMARY KEY CHECK (id > 1000));
CREATE TABLE points (never_id int REFERENCES never, x int);
CREATE PUBLICATION unidentified FOR TABLE points;
