CREATE TABLE acct (id serial PRIMARY KEY, nm varchar(50) NOT NULL, state text, CONSTRAINT acct_nm_state UNIQUE (nm, state));
CREATE INDEX acct_nm ON acct (lower(nm));
CREATE INDEX acct_state ON acct (nm) WHERE state = 'open';
CREATE VIEW listed AS SELECT nm FROM acct;
