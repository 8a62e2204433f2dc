-- case: without pg_dump it tells a column that a child has from its parent alone from one that is its own too, which no statement takes back
CREATE TABLE base (id int, name text DEFAULT 'n', CONSTRAINT pos CHECK (id > 0));
CREATE TABLE child (id int, name text DEFAULT 'n', y int, CONSTRAINT pos CHECK (id > 0));
CREATE TABLE whole (id int, k int NOT NULL) PARTITION BY LIST (k);
CREATE TABLE below PARTITION OF whole FOR VALUES IN (1);
CREATE TABLE top (id int, k int NOT NULL);
CREATE TABLE part (id int, k int NOT NULL) INHERITS (top);
-- on the way back it lets go of the check before its column changes, and that before it is a child again
CREATE TABLE becomes (n bigint CONSTRAINT o CHECK (n > -35));
CREATE TABLE moves () INHERITS (becomes);
-- no server adds an identity column above a child: that goes first
CREATE TABLE counts (v int GENERATED ALWAYS AS IDENTITY NOT NULL);
