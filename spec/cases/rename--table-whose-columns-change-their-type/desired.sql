-- case: rename table public.acct:account
-- case: rename public.account.nm:name
CREATE TYPE state AS ENUM ('open', 'shut');
CREATE TABLE account (id serial PRIMARY KEY, name text NOT NULL, state state, CONSTRAINT account_name_state UNIQUE (name, state));
CREATE INDEX account_name ON account (lower(name));
CREATE INDEX account_state ON account (name) WHERE state = 'open';
CREATE VIEW listed AS SELECT name FROM account;
