import { fingerprint } from '../../lib/catalog/fingerprint.ts';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { show } from '../../lib/catalog/address.ts';
import type { Catalog } from '../../lib/catalog/catalog.ts';
import type { Authored, Definitions } from '../../lib/desired/authored.ts';
import type { TidemarkError } from '../../lib/errors.ts';
import { elaborate } from '../../lib/run/elaborate/elaborate.ts';
import { openShadow, type Shadow } from '../../lib/run/shadow/shadow.ts';

const test = suite('elaborate');
let shadow: Shadow;
test.before(async () => {
  shadow = await openShadow();
});
test.after(() => shadow.close());

/** "module file:line sql" per statement. */
type Line = readonly [where: string, sql: string, settings?: Record<string, string>];

function definitions(lines: readonly Line[]): Definitions {
  const statements = lines.map(([where, sql, settings]): Authored => {
    const [file, line] = where.split(':') as [string, string];
    return { module: file.split('/')[0]!, file, line: Number(line), sql, ...(settings && { settings }) };
  });
  return { modules: [...new Set(statements.map((s) => s.module))], statements, renames: [], using: [], extensions: [], roles: [] };
}

const load = (...lines: Line[]): Promise<Catalog> => elaborate(definitions(lines), shadow);

async function refused(...lines: Line[]): Promise<TidemarkError> {
  try {
    await load(...lines);
  } catch (error) {
    assert.is(
      (await shadow.rows<{ n: number }>(`SELECT count(*)::int4 AS n FROM pg_class WHERE relnamespace = 'public'::regnamespace`))[0]!.n,
      0,
      'the shadow is empty again',
    );
    return error as TidemarkError;
  }
  return assert.unreachable('it was not refused') as never;
}

function modules(catalog: Catalog): Record<string, string | undefined> {
  return Object.fromEntries([...catalog.objects.values()].map((o) => [show(o.at), o.module]));
}

test('what waits for another round is made before default privileges all the same', async () => {
  const privileges: Line = ['shop/c.sql:1', 'ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO PUBLIC'];
  const catalog = await load(['shop/a.sql:1', 'CREATE TABLE late (e early)'], ['shop/b.sql:1', "CREATE TYPE early AS ENUM ('x')"], privileges, [
    'shop/d.sql:1',
    'CREATE TABLE after ()',
  ]);
  const acl = (name: string): unknown => [...catalog.objects.values()].find((o) => o.at.kind === 'table' && o.at.names[1] === name)!.attrs['acl'];
  assert.is(acl('late'), undefined);
  assert.ok(acl('after') !== undefined);
});

test('definitions become a catalog and leave nothing behind', async () => {
  const catalog = await load(['shop/a.sql:1', 'CREATE TABLE product (id int PRIMARY KEY, name text NOT NULL)']);
  assert.is(modules(catalog)['table column public.product.name'], 'shop');
  assert.is((await load()).objects.size, catalog.objects.size - [...catalog.objects.values()].filter((o) => o.module === 'shop').length);
});

test('the order of statements does not matter', async () => {
  const lines: Line[] = [
    ['a/v.sql:1', 'CREATE VIEW w AS SELECT id FROM v'],
    ['a/v.sql:2', 'CREATE VIEW v AS SELECT f(id) AS id FROM t'],
    ['a/t.sql:1', 'CREATE TABLE t (id int PRIMARY KEY, u int REFERENCES u)'],
    ['a/f.sql:1', 'CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS $$ SELECT g($1) $$'],
    ['a/g.sql:1', 'CREATE FUNCTION g(int) RETURNS int LANGUAGE sql AS $$ SELECT $1 $$'],
    ['b/u.sql:1', 'CREATE TABLE u (id int PRIMARY KEY)'],
    ['b/u.sql:2', 'CREATE INDEX ON t (u)'],
    ['b/u.sql:3', 'COMMENT ON TABLE u IS $$x$$'],
  ];
  const one = await load(...lines);
  const other = await load(...[...lines].reverse());
  const third = await load(...lines.slice(3), ...lines.slice(0, 3));
  assert.is(fingerprint(one.objects), fingerprint(other.objects));
  assert.is(fingerprint(one.objects), fingerprint(third.objects));
  assert.equal(modules(one), modules(other));
  assert.equal([...one.objects.keys()].sort(), [...third.objects.keys()].sort());
});

test('more failures than one chunk holds', async () => {
  const views: Line[] = Array.from({ length: 70 }, (_, n) => [`a/v.sql:${n + 1}`, `CREATE VIEW v${n} AS SELECT * FROM ${n === 69 ? 't' : `v${n + 1}`}`]);
  const good: Line[] = Array.from({ length: 40 }, (_, n) => [`a/g.sql:${n + 1}`, `CREATE TABLE g${n} (id int)`]);
  const mixed = [...views.slice(60), ...good, ['b/t.sql:1', 'CREATE TABLE t (id int)'] as Line, ...views.slice(66, 66)];
  const catalog = await load(...mixed);
  assert.is(modules(catalog)['view public.v60'], 'a');
  assert.is(modules(catalog)['table public.g39'], 'a');
  assert.is(modules(catalog)['table public.t'], 'b');
});

test('what never loads is reported in the words of the server, at its line, with all that fell with it', async () => {
  const error = await refused(
    ['shop/v.sql:1', 'CREATE VIEW v AS SELECT * FROM t'],
    ['shop/t.sql:10', 'CREATE TABLE ok (id int)'],
    ['shop/t.sql:20', 'CREATE TABLE t (\n  id int,\n  x nope\n)'],
  );
  assert.is(error.id, 'DEFINITION_REFUSED');
  assert.match(error.message, 'type "nope" does not exist');
  assert.equal(error.at, { file: 'shop/t.sql', line: 22 });
  assert.match(error.options.details!.join('\n'), 'shop/v.sql:1: relation "t" does not exist');
});

test('a default that is a name and no value is to be corrected, on every server', async () => {
  const { options } = await refused(
    ['shop/t.sql:1', 'CREATE TABLE t (id int, note text DEFAULT none)'],
    ['shop/i.sql:1', 'CREATE INDEX ON t (id)'],
    ['shop/i.sql:1', 'CREATE INDEX ON t (note)'],
  );
  assert.is(options.next, 'correct the definition');
  assert.equal(options.details, ['also refused, shop/i.sql:1: relation "t" does not exist']);
});

test('tables that refer to each other in their own statements are told so, with the way out', async () => {
  const { id, options } = await refused(
    ['a/a.sql:1', 'CREATE TABLE one (id int PRIMARY KEY, other int REFERENCES two (id))'],
    ['b/b.sql:1', 'CREATE TABLE two (id int PRIMARY KEY, other int REFERENCES one (id))'],
  );
  assert.is(id, 'DEFINITION_REFUSED');
  assert.match(options.next!, /refer to each other: take one of the references out/);
});

test('a syntax error is reported before what it brought down', async () => {
  const error = await refused(['shop/v.sql:1', 'CREATE VIEW v AS SELECT * FROM t'], ['shop/t.sql:3', 'CREATE TABLE t (\n id int,\n)']);
  assert.match(error.message, 'syntax error');
  assert.equal(error.at, { file: 'shop/t.sql', line: 5 });
});

test('one object, two places: both are named, loud or silent', async () => {
  const pairs: [string, string][] = [
    ['CREATE TABLE t (id int)', 'CREATE TABLE public.t (x text)'],
    ['CREATE TABLE t (id int)', 'CREATE VIEW t AS SELECT 1 AS a'],
    ["CREATE TYPE mood AS ENUM ('a')", "CREATE TYPE mood AS ENUM ('b')"],
    [
      'CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS $$ SELECT 1 $$',
      'CREATE OR REPLACE FUNCTION f(b integer) RETURNS int LANGUAGE sql AS $$ SELECT 2 $$',
    ],
    ['CREATE OR REPLACE VIEW v AS SELECT 1 AS a', 'CREATE OR REPLACE VIEW public.v AS SELECT 1 AS a, 2 AS b'],
    ['CREATE TABLE IF NOT EXISTS t (id int)', 'CREATE TABLE IF NOT EXISTS t (id bigint)'],
  ];
  for (const [first, second] of pairs) {
    const error = await refused(['a/one.sql:4', first], ['b/two.sql:9', second]);
    assert.is(error.id, 'DEFINITION_DUPLICATE', second);
    assert.match(error.message, 'a/one.sql:4');
    assert.match(error.message, 'b/two.sql:9');
  }
});

test('two overloads are two objects', async () => {
  const f = (args: string): string => `CREATE OR REPLACE FUNCTION f(${args}) RETURNS int LANGUAGE sql AS $$ SELECT 1 $$`;
  const owned = modules(await load(['a/one.sql:1', f('int')], ['b/two.sql:1', f('text')]));
  assert.is(owned['function public.f(integer)'], 'a');
  assert.is(owned['function public.f(text)'], 'b');
});

test('an object belongs to the module whose statement made it; columns and defaults to that of their table', async () => {
  const owned = modules(
    await load(
      ['a/t.sql:1', `CREATE TABLE t (id serial PRIMARY KEY, n int DEFAULT 1 CHECK (n > 0), CONSTRAINT n_key UNIQUE (n))`],
      ['b/u.sql:1', 'CREATE TABLE u (id int PRIMARY KEY, t int)'],
      ['b/u.sql:2', 'ALTER TABLE u ADD CONSTRAINT u_t FOREIGN KEY (t) REFERENCES t'],
      ['b/u.sql:3', 'CREATE INDEX t_n ON t (n)'],
      ['b/u.sql:4', 'CREATE POLICY p ON t USING (true)'],
      ['c/f.sql:1', 'CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$'],
      ['c/f.sql:2', 'CREATE TRIGGER t_f BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()'],
      ['a/t.sql:9', 'ALTER TABLE t ADD COLUMN late text'],
    ),
  );
  for (const [object, module] of Object.entries({
    'table public.t': 'a',
    'table column public.t.id': 'a',
    'table column public.t.late': 'a',
    'default value public.t.n': 'a',
    'sequence public.t_id_seq': 'a',
    'table constraint public.t.n_key': 'a',
    'table constraint public.u.u_t': 'b',
    'index public.t_n': 'b',
    'policy public.t.p': 'b',
    'trigger public.t.t_f': 'c',
    'function public.f()': 'c',
    'table column public.u.t': 'b',
  })) {
    assert.ok(object in owned, object);
    assert.is(owned[object], module, object);
  }
});

test('a module does not change the columns, options or row security of another', async () => {
  const changes = [
    'ADD COLUMN x int',
    'ALTER id SET NOT NULL',
    'ALTER id SET DEFAULT 1',
    'ENABLE ROW LEVEL SECURITY',
    'SET (fillfactor = 50)',
    'ADD PRIMARY KEY (id)',
  ];
  for (const change of changes) {
    const error = await refused(['a/t.sql:1', 'CREATE TABLE t (id int)'], ['b/x.sql:5', `ALTER TABLE t ${change}`]);
    assert.is(error.id, 'MODULE_FOREIGN_CHANGE', change);
    assert.equal([error.at.file, error.at.line, error.at.object], ['b/x.sql', 5, 'table public.t']);
  }
  await load(['a/t.sql:1', 'CREATE TABLE t (id int)'], ['a/x.sql:5', 'ALTER TABLE t ADD COLUMN x int']);
});

test('schemas declared alike by several modules are shared; declared differently they are a mistake', async () => {
  const owned = modules(
    await load(
      ['a/s.sql:1', 'CREATE SCHEMA app'],
      ['b/s.sql:1', 'CREATE SCHEMA IF NOT EXISTS "app"'],
      ['a/s.sql:2', 'CREATE SCHEMA mine'],
      ['a/s.sql:3', 'CREATE SCHEMA IF NOT EXISTS public'],
      ['b/s.sql:3', 'CREATE EXTENSION IF NOT EXISTS plpgsql'],
    ),
  );
  assert.is(owned['schema app'], 'shared');
  assert.is(owned['schema mine'], 'a');
  const error = await refused(['a/s.sql:1', 'CREATE SCHEMA app'], ['b/s.sql:1', 'CREATE SCHEMA app AUTHORIZATION postgres']);
  assert.is(error.id, 'DEFINITION_DUPLICATE');
});

test('SET holds for the statements it stands over', async () => {
  const owned = modules(
    await load(
      ['a/s.sql:1', 'CREATE SCHEMA app'],
      ['a/s.sql:3', 'CREATE TABLE one (id int)', { search_path: 'app, public' }],
      ['a/t.sql:1', 'CREATE TABLE two (id int)'],
      ['a/u.sql:1', 'CREATE TABLE three (id int)', { search_path: 'app', default_tablespace: "''" }],
    ),
  );
  for (const name of ['table app.one', 'table public.two', 'table app.three']) assert.is(owned[name], 'a', name);
  assert.is((await refused(['a/s.sql:1', 'CREATE TABLE t (id int)', { no_such_setting: '1' }])).id, 'DEFINITION_REFUSED');
});

test('what cannot run is said with the way out', async () => {
  const error = await refused(['a/t.sql:1', 'CREATE TABLE t (id int)'], ['a/t.sql:2', 'CREATE INDEX CONCURRENTLY i ON t (id)']);
  assert.is(error.at.line, 2);
  assert.match(error.next!, 'plain form');
  assert.is((await refused(['a/t.sql:7', `COPY t FROM PROGRAM 'id'`])).id, 'SHADOW_FORBIDDEN');
});

test('a definition that loops ends with the deadline, not with the day', async () => {
  const own = await openShadow({ deadlineMs: 500 });
  const loop = `CREATE FUNCTION forever() RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN LOOP END LOOP; END $$`;
  try {
    await elaborate(
      definitions([
        ['a/f.sql:1', loop],
        ['a/f.sql:5', 'CREATE TABLE t (id int CHECK (id > forever()))'],
        ['a/f.sql:6', 'CREATE MATERIALIZED VIEW m AS SELECT forever()'],
      ]),
      own,
    );
    assert.unreachable('it loaded');
  } catch (error) {
    assert.is((error as TidemarkError).id, 'SHADOW_TIMEOUT');
    assert.match((error as TidemarkError).message, 'MATERIALIZED VIEW m');
  }
  await own.close();
});

test.run();
