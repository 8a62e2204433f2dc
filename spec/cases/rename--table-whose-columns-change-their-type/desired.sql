-- case: rename table public.acct:account
-- case: rename public.account.nm:name
-- case: rename view public.lst:listing
-- case: rename materialized view public.mv:matv
-- case: rename function public.calc(integer):compute
CREATE TYPE state AS ENUM ('open', 'shut');
CREATE TABLE account (id serial PRIMARY KEY, name text NOT NULL, state state, CONSTRAINT account_name_state UNIQUE (name, state));
CREATE INDEX account_name ON account (lower(name));
CREATE INDEX account_state ON account (name) WHERE state = 'open';
CREATE VIEW listed AS SELECT name FROM account;
CREATE TABLE score (id integer PRIMARY KEY, n bigint);
CREATE FUNCTION compute(a bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT a + 2';
CREATE VIEW listing AS SELECT id, compute(n) AS c, n FROM score;
CREATE MATERIALIZED VIEW matv AS SELECT c FROM listing;
CREATE INDEX matv_c ON matv (c);
