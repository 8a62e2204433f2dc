CREATE TABLE owners (id integer NOT NULL, CONSTRAINT owners_key PRIMARY KEY (id));
CREATE TABLE pets (owner integer, CONSTRAINT pets_owner FOREIGN KEY (owner) REFERENCES owners (id));
CREATE TABLE plants (owner integer, CONSTRAINT plants_owner FOREIGN KEY (owner) REFERENCES owners (id));
ALTER TABLE plants ENABLE ROW LEVEL SECURITY;
