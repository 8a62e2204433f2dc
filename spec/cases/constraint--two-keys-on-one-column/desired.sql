CREATE TABLE card (id int, code text, CONSTRAINT card_is PRIMARY KEY (id));
ALTER TABLE card ADD CONSTRAINT card_once UNIQUE (id);
CREATE TABLE stamp (id int NOT NULL, n int);
ALTER TABLE stamp ADD CONSTRAINT stamp_pkey PRIMARY KEY (id);
ALTER TABLE stamp ADD CONSTRAINT stamp_once UNIQUE (id);
ALTER TABLE stamp ADD CONSTRAINT stamp_twice UNIQUE (id);
