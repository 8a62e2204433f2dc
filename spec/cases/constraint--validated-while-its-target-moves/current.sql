CREATE TABLE owners (id integer NOT NULL, CONSTRAINT owners_once UNIQUE (id));
CREATE TABLE pets (owner integer);
ALTER TABLE pets ADD CONSTRAINT pets_owner FOREIGN KEY (owner) REFERENCES owners (id) NOT VALID;
CREATE TABLE plants (owner integer, CONSTRAINT plants_owner FOREIGN KEY (owner) REFERENCES owners (id));
