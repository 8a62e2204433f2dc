CREATE TYPE mood AS ENUM ('calm', 'loud');
CREATE TYPE weather AS ENUM ('loud', 'calm', 'wet');
CREATE TABLE day (id int, feels weather DEFAULT 'wet', felt weather[], tags mood[] DEFAULT '{calm,loud}');
CREATE INDEX ON day (feels);
