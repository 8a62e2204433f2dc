CREATE TYPE mood AS ENUM ('calm', 'loud');
CREATE TYPE weather AS ENUM ('loud', 'calm', 'wet');
CREATE TABLE day (id int, feels mood DEFAULT 'calm', felt mood[], tags text[] DEFAULT '{calm}');
CREATE INDEX ON day (feels);
