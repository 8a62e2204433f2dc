// What cases judge statement by statement is judged here with plan files, a ledger and everything apply asks before and after.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import { root } from './door.ts';
import { round, type Round } from './round.ts';

const test = suite('rounds');

const ofCase = (name: string, file: string): string => readFileSync(join(root, 'spec/cases', name, `${file}.sql`), 'utf8');
const taken = (name: string): Omit<Round, 'major'> => ({ current: ofCase(name, 'current'), desired: ofCase(name, 'desired'), seed: ofCase(name, 'seed') });

for (const major of [15, 18] as const)
  round(test, 'keys and indexes replaced without a gap, among rows', { ...taken('constraint--replaced-before-another-segment'), major });
round(test, 'what is renamed over a column that changes its type, and so made again', {
  current: `CREATE TABLE score (id int PRIMARY KEY, n int);
CREATE FUNCTION calc(a int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT a + 1';
CREATE VIEW lst AS SELECT id, calc(n) AS c FROM score;
CREATE MATERIALIZED VIEW mv AS SELECT c FROM lst;
CREATE INDEX mv_c ON mv (c);
CREATE INDEX score_n ON score (calc(n));
`,
  desired: `CREATE TABLE score (id int PRIMARY KEY, n bigint);
-- tidemark: renamed from calc
CREATE FUNCTION compute(a bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT a + 2';
-- tidemark: renamed from lst
CREATE VIEW listing AS SELECT id, compute(n) AS c, n FROM score;
-- tidemark: renamed from mv
CREATE MATERIALIZED VIEW matv AS SELECT c FROM listing;
CREATE INDEX matv_c ON matv (c);
CREATE INDEX score_n ON score (compute(n));
`,
  seed: 'INSERT INTO score VALUES (1, 2)',
  major: 15,
});
round(test, 'tables of a row type whose attributes change', { ...taken('composite--types-a-table'), major: 18 });
round(test, 'an enum that loses a label', { ...taken('enum--remove-label-with-rows'), major: 18 });

round(test, 'a schema full of things comes and goes', {
  current: `CREATE SCHEMA s;
CREATE TYPE s.e AS ENUM ('a');
CREATE DOMAIN s.d AS text CHECK (VALUE <> '');
CREATE TYPE s.c AS (a int);
CREATE TYPE s.r AS RANGE (subtype = float8);
CREATE TABLE s.t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, b text DEFAULT 'x', s serial, e s.e, d s.d);
CREATE TABLE s.p (id int) PARTITION BY RANGE (id);
CREATE TABLE s.p1 PARTITION OF s.p FOR VALUES FROM (1) TO (2);
CREATE STATISTICS s.st ON id, b FROM s.t;
CREATE MATERIALIZED VIEW s.m AS SELECT b FROM s.t;
CREATE UNIQUE INDEX mi ON s.m (b);
CREATE FUNCTION s.f(int) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION s.f(text) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE AGGREGATE s.agg(int) (SFUNC = int4pl, STYPE = int);
CREATE COLLATION s.coll (LOCALE = 'C');
CREATE FUNCTION s.tf() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER tr BEFORE INSERT ON s.t FOR EACH ROW EXECUTE FUNCTION s.tf();
CREATE POLICY p ON s.t USING (true);
CREATE RULE r AS ON DELETE TO s.t DO INSTEAD NOTHING;
CREATE OPERATOR s.=== (FUNCTION = int4eq, LEFTARG = int, RIGHTARG = int);
CREATE TEXT SEARCH CONFIGURATION s.cfg (COPY = pg_catalog.simple);
`,
  desired: 'CREATE TABLE x (id int);\n',
  major: 18,
});

test.run();
