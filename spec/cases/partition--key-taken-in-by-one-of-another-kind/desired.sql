CREATE TABLE stamps (sheet text, nr text) PARTITION BY LIST (sheet);
CREATE TABLE stamps_1 PARTITION OF stamps FOR VALUES IN ('a');
ALTER TABLE stamps_1 ADD PRIMARY KEY (sheet, nr);
ALTER TABLE stamps ADD UNIQUE (sheet, nr);

CREATE TABLE slots (rack text, nr text, UNIQUE (rack, nr)) PARTITION BY LIST (rack);
CREATE TABLE slots_1 PARTITION OF slots FOR VALUES IN ('a');

CREATE TABLE crates (dock text, nr text) PARTITION BY LIST (dock);
CREATE TABLE crates_1 PARTITION OF crates FOR VALUES IN ('a');
ALTER TABLE crates_1 ADD PRIMARY KEY (dock, nr);
ALTER TABLE crates ADD UNIQUE (dock, nr);

CREATE TABLE bins (ward text, nr text) PARTITION BY LIST (ward);
CREATE TABLE bins_1 PARTITION OF bins FOR VALUES IN ('a');
ALTER TABLE bins_1 ADD PRIMARY KEY (ward, nr);
ALTER TABLE bins ADD UNIQUE (ward, nr);

CREATE TABLE jars (shelf text, nr text) PARTITION BY LIST (shelf);
CREATE TABLE jars_1 PARTITION OF jars FOR VALUES IN ('a');
ALTER TABLE jars_1 ADD PRIMARY KEY (shelf, nr);
