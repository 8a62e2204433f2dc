-- a primary key of a partition is to be a part of its parent's UNIQUE: the server takes in one that is there when that is made
CREATE TABLE stamps (sheet text, nr text) PARTITION BY LIST (sheet);
CREATE TABLE stamps_1 PARTITION OF stamps FOR VALUES IN ('a');

-- and a key of the same kind as the whole's takes its place
CREATE TABLE slots (rack text, nr text) PARTITION BY LIST (rack);
CREATE TABLE slots_1 PARTITION OF slots FOR VALUES IN ('a');
ALTER TABLE slots_1 ADD PRIMARY KEY (rack, nr);
ALTER TABLE slots ADD UNIQUE (rack, nr);

-- the whole is there before its table joins
CREATE TABLE crates (dock text, nr text, UNIQUE (dock, nr)) PARTITION BY LIST (dock);
CREATE TABLE crates_1 (dock text NOT NULL, nr text NOT NULL, PRIMARY KEY (dock, nr));

-- it stands beside the part
CREATE TABLE bins (ward text, nr text, UNIQUE (ward, nr)) PARTITION BY LIST (ward);
CREATE TABLE bins_1 PARTITION OF bins FOR VALUES IN ('a');
ALTER TABLE bins_1 ADD PRIMARY KEY (ward, nr);

-- and goes on without the whole
CREATE TABLE jars (shelf text, nr text) PARTITION BY LIST (shelf);
CREATE TABLE jars_1 PARTITION OF jars FOR VALUES IN ('a');
ALTER TABLE jars_1 ADD PRIMARY KEY (shelf, nr);
ALTER TABLE jars ADD UNIQUE (shelf, nr);
