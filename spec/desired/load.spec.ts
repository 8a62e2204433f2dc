import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { show } from '../../lib/catalog/address.ts';
import { loadConfig } from '../../lib/desired/config.ts';
import { loadDefinitions } from '../../lib/desired/load.ts';
import { loadSqlFiles } from '../../lib/desired/sql-source.ts';
import { openCache } from '../../lib/run/engine/cache.ts';
import { inFolder, load, refused } from './project.ts';

const test = suite('load');

const product = `import { entity, text, numeric } from 'tidemark';
import type { Unused } from './_shared.ts';
import { money } from './_shared';
export const product: unknown = entity('product', { id: text().primaryKey(), price: money() });
`;
const files = {
  'schema/product/product.ts': product,
  'schema/product/_shared.ts': "import { numeric } from 'tidemark';\nexport type Unused = 1;\nexport const money = () => numeric(10, 2);\n",
  'schema/product/deep/view.sql': '-- tidemark: renamed from dear\nCREATE VIEW expensive AS SELECT * FROM product WHERE price > 100;\n',
  'schema/order.mjs': `import { belongsTo, entity, link, sql, text, integer } from 'tidemark';
import { product } from './product/product.ts';

export { product };
export const order = entity('order', { id: text().primaryKey().default(sql\`next_id()\`), product: belongsTo(() => product) });
export default [link(order, product, { table: 'seen', readOnly: false })];
`,
  'schema/note.json': '[{ "$schema": "x", "entity": "note", "columns": { "id": { "type": "text", "primaryKey": true } } }]',
  'schema/ids.sql': "CREATE FUNCTION next_id() RETURNS text LANGUAGE sql AS 'select 1';",
  'schema/note.hints.json': '{ "rename": { "table column public.note.id": "old id" }, "using": { "table column public.note.id": "id::text" } }',
  'schema/product/product.spec.ts': 'throw new Error("not a definition")',
  'schema/product/readme.md': 'not one either',
};

test('modules are folders and files; every language together makes one list', async () => {
  const d = await load(files);
  assert.equal(d.modules, ['ids', 'note', 'order', 'product']);
  const made = d.statements.map((s) => `${s.module} ${s.file}:${s.line}${s.pointer ?? ''} ${/"?(?:public"\.")?(\w+)"?(?= \(|\(| AS|$)/.exec(s.sql)?.[1]}`);
  assert.ok(made.includes('product schema/product/product.ts:4 product'), made.join('\n'));
  assert.ok(made.includes('order schema/order.mjs:5 order'), 'a re-export moves nothing');
  assert.ok(made.includes('order schema/order.mjs:6/link seen'));
  assert.ok(made.includes('note schema/note.json:1/0 note'));
  const at = (part: string): number => d.statements.findIndex((s) => s.sql.includes(part));
  assert.ok(at('FUNCTION next_id') < at('"public"."order" ('), 'a default is read for what it names');
  assert.equal(
    d.renames.map((r) => `${show(r.at)} < ${show(r.from)}`),
    ['view public.expensive < view public.dear', 'table column public.note.id < table column public.note."old id"'],
  );
  assert.equal(
    d.using.map((u) => [show(u.at), u.using]),
    [['table column public.note.id', 'id::text']],
  );
});

test('SQL of a module in a schema of its own implies that schema, once, and not where somebody makes it', async () => {
  const config = { 'tidemark.config.json': '{ "modules": { "app": { "schema": "App" }, "more": { "schema": "said" } } }' };
  const d = await load({
    ...config,
    'schema/app/a.sql': 'CREATE TABLE t (id int);',
    'schema/app/b.sql': 'CREATE VIEW v AS SELECT id FROM t;',
    'schema/app/c.json': '{ "entity": "note", "columns": { "id": { "type": "text", "primaryKey": true } } }',
    'schema/more/m.sql': 'CREATE SCHEMA said; CREATE TABLE m (id int);',
  });
  assert.equal(
    d.statements.filter((s) => s.sql.includes('SCHEMA')).map((s) => `${s.module}: ${s.sql}`),
    ['app: CREATE SCHEMA IF NOT EXISTS "App"', 'more: CREATE SCHEMA said'],
  );
  const alone = await load({ ...config, 'schema/app/a.sql': 'CREATE TABLE t (id int);' });
  assert.equal(alone.statements.map((s) => s.sql)[0], 'CREATE SCHEMA IF NOT EXISTS "App"');
});

test('other file names give the same statements', async () => {
  const strip = async (f: { readonly [path: string]: string }): Promise<string[]> => (await load(f)).statements.map((s) => s.sql);
  const one = {
    'schema/m/a.sql': 'CREATE TABLE t (id int); CREATE VIEW w AS SELECT * FROM v',
    'schema/m/b.sql': 'CREATE VIEW v AS SELECT * FROM t',
    'schema/m/c.json': '{ "entity": "c", "columns": { "id": { "type": "integer" } } }',
  };
  const other = {
    'schema/m/z.sql': one['schema/m/a.sql'],
    'schema/m/y/a.sql': one['schema/m/b.sql'],
    'schema/m/0.json': one['schema/m/c.json'],
  };
  assert.equal(await strip(one), await strip(other));
});

test('a definition that throws: the file, its line, its words', async () => {
  const error = await refused(() =>
    load({
      'schema/m/a.ts':
        "import { text } from 'tidemark';\n\ninterface Long { a: string }\nfunction f(): never {\n  throw new TypeError('no luck');\n}\nexport const x = f();\n",
    }),
  );
  assert.equal([error.id, error.at.file, error.at.line], ['DEFINITION_THREW', 'schema/m/a.ts', 5]);
  assert.match(error.message, 'no luck');
});

test('a definition that does not parse, or imports what is not there', async () => {
  assert.is((await refused(() => load({ 'schema/m/a.ts': 'export const x = {' }))).id, 'DEFINITION_THREW');
  const error = await refused(() => load({ 'schema/m/a.ts': "import { nothing } from 'nowhere';\nexport const x = nothing;" }));
  assert.equal([error.id, error.at.file], ['DEFINITION_THREW', 'schema/m/a.ts']);
  assert.match(error.message, 'nowhere');
});

test('a definition that hangs is stopped and named', async () => {
  const error = await refused(() =>
    load({
      'tidemark.config.json': '{ "timeouts": { "definitions": "1500ms" } }',
      'schema/a/a.ts': "import { entity } from 'tidemark'; export const a = entity('a', {});",
      'schema/b/b.ts': 'for (;;) {}',
    }),
  );
  assert.equal([error.id, error.at.file], ['DEFINITION_TIMEOUT', 'schema/b/b.ts']);
  const awaiting = await refused(() =>
    load({
      'tidemark.config.json': '{ "timeouts": { "definitions": "1500ms" } }',
      'schema/b/b.mts': 'setInterval(() => undefined, 1e9); await new Promise(() => undefined); export const x = 1;',
    }),
  );
  assert.equal([awaiting.id, awaiting.at.file], ['DEFINITION_TIMEOUT', 'schema/b/b.mts']);
});

test('process.exit in a definition ends nothing but its reading', async () => {
  const error = await refused(() => load({ 'schema/b/b.ts': 'process.exit(0); export const x = 1;' }));
  assert.equal([error.id, error.at.file], ['DEFINITION_THREW', 'schema/b/b.ts']);
});

test('a definition that exports nothing', async () => {
  const error = await refused(() => load({ 'schema/a/a.ts': "import { entity, text } from 'tidemark';\nconst a = entity('a', { id: text() });" }));
  assert.equal([error.id, error.at.file], ['DEFINITION_EMPTY', 'schema/a/a.ts']);
});

test('an entity that is linked and not exported', async () => {
  const text =
    "import { entity, link, text } from 'tidemark';\nconst a = entity('a', { id: text().primaryKey() });\nexport const b = entity('b', { id: text().primaryKey() });\nexport const l = link(a, b);";
  const error = await refused(() => load({ 'schema/m/m.ts': text }));
  assert.is(error.id, 'ENTITY_NOT_EXPORTED');
  assert.match(error.next!, 'm.ts:2');
});

test('a typo in a document: one error, with file, pointer and suggestion', async () => {
  const json = await refused(() =>
    load({
      'schema/a/a.json': '{\n  "entity": "a",\n  "columns": {\n    "id": { "type": "text", "nulable": true }\n  }\n}',
    }),
  );
  assert.equal([json.id, json.at.file, json.at.pointer, json.at.line], ['DEFINITION_INVALID', 'schema/a/a.json', '/columns/id/nulable', 4]);
  assert.match(`${json.message} ${json.next}`, '"nullable"');
  const broken = await refused(() => load({ 'schema/a/a.json': '{ "entity": "a",\n  "columns": ' }));
  assert.is(broken.id, 'JSON_MALFORMED');
  const code = await refused(() =>
    load({
      'schema/a/a.ts': "import { entity, text } from 'tidemark';\n\nexport const a = entity('a', { id: text() }, { comments: 'x' } as never);",
    }),
  );
  assert.equal([code.id, code.at.file, code.at.line], ['DEFINITION_INVALID', 'schema/a/a.ts', 3]);
});

test('two files that make one object name both', async () => {
  const sql = await refused(() => load({ 'schema/a/a.sql': 'CREATE VIEW v AS SELECT 1', 'schema/b/b.sql': '\nCREATE VIEW public.v AS SELECT 2' }));
  assert.equal([sql.id, sql.at.file, sql.at.line], ['DEFINED_TWICE', 'schema/b/b.sql', 2]);
  assert.match(sql.message, 'schema/a/a.sql');
  const mixed = await refused(() =>
    load({
      'schema/a/a.sql': 'CREATE TABLE "note" (id int)',
      'schema/b/b.json': '{ "entity": "note", "columns": {} }',
    }),
  );
  assert.is(mixed.id, 'DEFINED_TWICE');
  const overloads = {
    'schema/a/a.sql': "CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'select 1'; CREATE FUNCTION f(text) RETURNS int LANGUAGE sql AS 'select 1'",
  };
  assert.is((await load(overloads)).statements.length, 2);
});

test('an extension that a column takes for granted gives way to the statement that makes it', async () => {
  const d = await load({
    'schema/a.json': '{ "entity": "a", "columns": { "v": { "type": "hstore" } } }',
    'schema/b.sql': 'CREATE EXTENSION hstore WITH SCHEMA extra; CREATE SCHEMA extra',
  });
  assert.equal(
    d.statements.filter((s) => s.sql.includes('EXTENSION')).map((s) => s.module),
    ['b'],
  );
  assert.equal(d.extensions, ['hstore']);
});

test('names of modules come from an allow-list, hints stand at the top, markers do not contradict', async () => {
  const name = await refused(() => load({ 'schema/Sales Channel/a.sql': '' }));
  assert.is(name.id, 'MODULE_NAME');
  assert.match(name.next!, 'sales-channel');
  assert.is((await refused(() => load({ 'schema/mod é/a.sql': '' }))).next, 'rename it, for example to mod');
  assert.is((await refused(() => load({ 'schema/a/a.json': '{ "entity": "a", "columns": {}, "columns": {} }' }))).id, 'JSON_MALFORMED');
  assert.is((await refused(() => load({ 'schema/a/a.hints.json': '{}' }))).id, 'HINTS_MISPLACED');
  assert.is((await refused(() => load({ 'schema/a.hints.json': '{ "ignore": ["table public.junk"] }' }))).id, 'HINT_IGNORE');
  const kind = await refused(() => load({ 'schema/a.hints.json': '{ "rename": { "table colum public.t.a": "b" } }' }));
  assert.equal([kind.id, kind.at.pointer], ['HINT_ADDRESS', '/rename/table colum public.t.a']);
  assert.match(kind.next!, 'table column');
  assert.is((await refused(() => load({ 'schema/a.hints.json': '{ "renames": {} }' }))).id, 'HINTS_INVALID');
  assert.is(
    (
      await refused(() =>
        load({
          'schema/a.sql': '-- tidemark: renamed from x\nCREATE TABLE t ()',
          'schema/a.hints.json': '{ "rename": { "table public.t": "y" } }',
        }),
      )
    ).id,
    'RENAME_TWICE',
  );
  assert.is((await refused(() => load({}))).id, 'DEFINITIONS_MISSING');
});

test('modules may stand elsewhere and have a schema', async () => {
  const d = await load({
    'tidemark.config.json': '{ "modules": { "cart": { "files": ["src/cart/models", "src/cart/extra.sql"], "schema": "shop" } } }',
    'src/cart/models/cart.json': '{ "entity": "cart", "columns": {} }',
    'src/cart/extra.sql': 'CREATE VIEW v AS SELECT 1',
  });
  assert.equal(
    d.statements.map((s) => [s.module, s.file, s.sql.split(' (')[0], s.settings]),
    [
      ['cart', 'src/cart/models/cart.json', 'CREATE SCHEMA IF NOT EXISTS "shop"', undefined],
      ['cart', 'src/cart/models/cart.json', 'CREATE TABLE "shop"."cart"', undefined],
      ['cart', 'src/cart/extra.sql', 'CREATE VIEW v AS SELECT 1', { search_path: "'shop', 'public'" }],
    ],
  );
});

test('what definitions print goes to stderr, and a kept reading equals a fresh one', async () => {
  await inFolder({ ...files, 'node_modules/x.txt': '' }, async (root) => {
    const cache = { ...openCache(join(root, 'cache')), version: '1' };
    const project = await loadConfig(join(root, 'schema', 'product'));
    assert.is(project.root, root);
    const [fresh, kept] = [await loadDefinitions(project, { cache }), await loadDefinitions(project, { cache })];
    assert.equal(kept, fresh);
    assert.ok(existsSync(join(root, 'node_modules/.cache/tidemark/code')));
  });
});

test('sql files as a source', async () => {
  await inFolder(
    {
      'a.sql': 'CREATE VIEW v AS SELECT 1; INSERT INTO t VALUES (1); CREATE TABLE t (id int)',
      'b.sql': 'CREATE TABLE u (id int)',
    },
    async (root) => {
      const d = await loadSqlFiles([join(root, 'a.sql'), join(root, 'b.sql')]);
      assert.equal(
        d.statements.map((s) => s.sql.split(' ').slice(0, 3).join(' ')),
        ['CREATE VIEW v', 'CREATE TABLE t', 'CREATE TABLE u'],
      );
      assert.equal(d.skipped, { INSERT: 1 });
      assert.is((await refused(() => loadSqlFiles([join(root, 'a.sql')], { lenient: false }))).id, 'SQL_NOT_DECLARATIVE');
      assert.is((await refused(() => loadSqlFiles([join(root, 'c.sql')]))).id, 'SQL_FILE_MISSING');
    },
  );
});

test.run();
