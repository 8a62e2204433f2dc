CREATE TABLE account (
  id integer NOT NULL,
  code text NOT NULL,
  mail text NOT NULL,
  nick text NOT NULL,
  above integer CONSTRAINT account_above REFERENCES account (id),
  CONSTRAINT account_key PRIMARY KEY (id) INCLUDE (code),
  CONSTRAINT account_mail UNIQUE (mail) INCLUDE (nick),
  CONSTRAINT account_nick UNIQUE (nick)
);
CREATE UNIQUE INDEX account_code ON account (code) INCLUDE (mail);
CREATE TABLE login (
  id integer PRIMARY KEY,
  account integer CONSTRAINT login_account REFERENCES account (id),
  code text CONSTRAINT login_code REFERENCES account (code),
  mail text CONSTRAINT login_mail REFERENCES account (mail) DEFERRABLE INITIALLY DEFERRED,
  nick text CONSTRAINT login_nick REFERENCES account (nick)
);
CREATE VIEW by_account AS SELECT id, code FROM account GROUP BY id;
CREATE TABLE item (id integer, tenant integer NOT NULL, PRIMARY KEY (tenant, id), UNIQUE (id));
CREATE TABLE part (item integer PRIMARY KEY REFERENCES item (id));
CREATE TABLE entry (id integer NOT NULL UNIQUE, uid uuid DEFAULT gen_random_uuid() PRIMARY KEY);
CREATE TABLE line (id integer PRIMARY KEY, entry integer REFERENCES entry (id));
CREATE TABLE node (id integer NOT NULL CONSTRAINT node_id UNIQUE, above integer REFERENCES node (id), code integer PRIMARY KEY, peer integer REFERENCES node (code));
