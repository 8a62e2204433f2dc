CREATE TABLE account (
  id integer CONSTRAINT account_key PRIMARY KEY,
  code text NOT NULL,
  mail text NOT NULL,
  nick text NOT NULL,
  above integer CONSTRAINT account_above REFERENCES account (id),
  CONSTRAINT account_mail UNIQUE (mail)
);
CREATE UNIQUE INDEX account_code ON account (code);
CREATE UNIQUE INDEX account_nick ON account (nick);
CREATE TABLE login (
  id integer PRIMARY KEY,
  account integer CONSTRAINT login_account REFERENCES account (id),
  code text CONSTRAINT login_code REFERENCES account (code),
  mail text CONSTRAINT login_mail REFERENCES account (mail) DEFERRABLE INITIALLY DEFERRED,
  nick text CONSTRAINT login_nick REFERENCES account (nick)
);
CREATE VIEW by_account AS SELECT id, code FROM account GROUP BY id;
CREATE TABLE item (id integer PRIMARY KEY, tenant integer NOT NULL);
CREATE TABLE part (item integer PRIMARY KEY REFERENCES item (id));
CREATE TABLE entry (id integer PRIMARY KEY, uid uuid NOT NULL DEFAULT gen_random_uuid());
CREATE TABLE line (id integer PRIMARY KEY, entry integer REFERENCES entry (id));
CREATE TABLE node (id integer PRIMARY KEY, above integer REFERENCES node (id), code integer UNIQUE, peer integer REFERENCES node (code));
