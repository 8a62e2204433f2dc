// A kind is asked only where the census says that it may have something: that must never leave anything out.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { kinds } from '../../lib/kinds/registry.ts';
import { keyOf, parseAddress, show } from '../../lib/catalog/address.ts';
import type { Catalog, CatalogObject } from '../../lib/catalog/catalog.ts';
import { identify } from '../../lib/run/introspect/census.ts';
import { beyond, introspect, introspectAround } from '../../lib/run/introspect/introspect.ts';
import type { Session } from '../../lib/run/session/session.ts';
import { openShadow, type Shadow } from '../../lib/run/shadow/shadow.ts';

const test = suite('census');

const everything = `
  CREATE EXTENSION citext
  CREATE SCHEMA s
  CREATE TYPE s.e AS ENUM ('a')
  CREATE TYPE s.c AS (a int)
  CREATE TYPE s.r AS RANGE (subtype = float8)
  CREATE DOMAIN s.d AS int CONSTRAINT positive CHECK (VALUE > 0)
  CREATE COLLATION s.ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false)
  CREATE FUNCTION s.f(a int, b int) RETURNS int LANGUAGE sql IMMUTABLE RETURN a + b
  CREATE PROCEDURE s.p() LANGUAGE sql AS ''
  CREATE AGGREGATE s.total(int) (sfunc = s.f, stype = int, initcond = '0')
  CREATE FUNCTION s.t() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'
  CREATE FUNCTION s.ev() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'
  CREATE SEQUENCE s.counter
  CREATE TABLE s.one (id int PRIMARY KEY, name text NOT NULL DEFAULT 'x', CHECK (id > 0))
  CREATE INDEX one_name ON s.one (name)
  CREATE VIEW s.v AS SELECT id FROM s.one
  CREATE MATERIALIZED VIEW s.m AS SELECT id FROM s.one
  CREATE TRIGGER tr BEFORE INSERT ON s.one FOR EACH ROW EXECUTE FUNCTION s.t()
  CREATE RULE ru AS ON DELETE TO s.one DO INSTEAD NOTHING
  CREATE POLICY po ON s.one USING (true)
  CREATE STATISTICS s.st ON id, name FROM s.one
  CREATE TRUSTED LANGUAGE other HANDLER plpgsql_call_handler
  CREATE FOREIGN DATA WRAPPER w
  CREATE SERVER sv FOREIGN DATA WRAPPER w
  CREATE USER MAPPING FOR PUBLIC SERVER sv
  CREATE FOREIGN TABLE s.ft (a int) SERVER sv
  CREATE ACCESS METHOD am TYPE INDEX HANDLER bthandler
  CREATE OPERATOR s.=== (leftarg = int, rightarg = int, function = s.f)
  CREATE OPERATOR FAMILY s.fam USING btree
  CREATE OPERATOR CLASS s.cls FOR TYPE int USING btree FAMILY s.fam AS OPERATOR 1 <
  CREATE CAST (int AS s.e) WITH INOUT
  CREATE TRANSFORM FOR int LANGUAGE sql (FROM SQL WITH FUNCTION prsd_lextype(internal))
  CREATE CONVERSION s.co FOR 'UTF8' TO 'LATIN1' FROM utf8_to_iso8859_1
  CREATE TEXT SEARCH PARSER s.tsp (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype)
  CREATE TEXT SEARCH TEMPLATE s.tst (lexize = dsimple_lexize)
  CREATE TEXT SEARCH DICTIONARY s.tsd (template = simple)
  CREATE TEXT SEARCH CONFIGURATION s.tsc (parser = "default")
  CREATE PUBLICATION pub FOR TABLE s.one
  CREATE SUBSCRIPTION sub CONNECTION 'env:UPSTREAM' PUBLICATION pub
  CREATE PUBLICATION pubs FOR TABLES IN SCHEMA s
  CREATE EVENT TRIGGER et ON ddl_command_end EXECUTE FUNCTION s.ev()
  ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC`;

test('of a database with one of everything nothing is left out, and of an empty one nothing is asked that need not be', async () => {
  const shadow = await openShadow({ extensions: ['citext'] });
  try {
    const asked: number[] = [];
    const counting: Session = { ...shadow, read: (queries) => (asked.push(queries.length), shadow.read!(queries)) };
    await introspect(counting);
    assert.ok(asked.at(-1)! <= 3, `an empty database is asked for ${asked.at(-1)} kinds`);
    await makeEverything(shadow);
    const found = new Set([...(await introspect(shadow)).objects.values()].map((o) => o.at.kind));
    assert.equal(
      kinds.map((k) => k.name).filter((name) => !found.has(name)),
      [],
    );
  } finally {
    await shadow.close();
  }
});

test('a reading around some objects has them, their parts and neighbours as a whole one has them, and says by address what else there is', async () => {
  const shadow = await openShadow({ extensions: ['citext'] });
  // A target's session: it keeps no queries.
  const { read: _, ...target } = shadow;
  process.env['TIDEMARK_LOOK'] = 'part';
  try {
    await makeEverything(shadow);
    for (const sql of [
      'CREATE TABLE s.far (id int PRIMARY KEY)',
      'CREATE VIEW s.far_view AS SELECT id FROM s.far',
      'CREATE VIEW s.above AS SELECT f.id FROM s.far f JOIN s.v USING (id)',
      'CREATE TABLE s.theirs (one int REFERENCES s.one, mood s.e)',
    ])
      await shadow.run(sql);
    const whole = await introspect(target);
    const homes = new Map([...whole.objects].map(([key, o]) => [key as string, o.within && keyOf(o.within)]));
    for (const text of ['table s.one', 'type s.e', 'function s.f(integer,integer)', 'text search configuration s.tsc', 'view s.above']) {
      const own = keyOf(parseAddress(text));
      const { catalog, scope } = await introspectAround(target, { around: [own] });
      const inside = (key: string | undefined): boolean => key === own || (key !== undefined && inside(homes.get(key)));
      const parts = [...whole.objects.keys()].filter(inside);
      const near = whole.edges.filter((e) => inside(e.from) || inside(e.to)).flatMap((e) => [e.from, e.to]);
      const missing = [...parts, ...near].filter((key) => !catalog.objects.has(key));
      assert.equal(missing, [], text);
      for (const [key, o] of catalog.objects) assert.equal(o, whole.objects.get(key), text);
      const touching = (c: Catalog): string[] => c.edges.filter((e) => inside(e.from) || inside(e.to)).map((e) => `${e.from} ${e.how} ${e.to}`);
      assert.equal(touching(catalog), touching(whole), text);
      const { standing, unmodelled } = await beyond(target, scope!);
      const heads = [...catalog.objects.values()].filter((o) => o.within === undefined).concat(standing);
      const addresses = (list: readonly CatalogObject[]): string[] => list.map((o) => show(o.at)).sort();
      assert.equal(addresses(heads), addresses([...whole.objects.values()].filter((o) => o.within === undefined)), text);
      assert.equal([...catalog.unmodelled, ...unmodelled].map(show).sort(), whole.unmodelled.map(show), text);
      assert.ok(text === 'view s.above' || !catalog.objects.has(keyOf(parseAddress('view s.far_view'))), `${text} is not near s.far_view`);
    }
  } finally {
    delete process.env['TIDEMARK_LOOK'];
    await shadow.close();
  }
});

async function makeEverything(shadow: Shadow): Promise<void> {
  for (const sql of everything.trim().split(/\n {2}(?=CREATE|ALTER)/)) {
    const { failed } = await shadow.batch([sql]);
    if (failed !== undefined) throw new Error(`${sql}: ${failed.error.message}`);
  }
}

test('what was gone when it was to be named is left out', async () => {
  const shadow = await openShadow();
  assert.equal(await identify(shadow, [{ class: 'pg_class', objid: '4000000000' }]), []);
  await shadow.close();
});

test.run();
