// Models of Medusa as definitions: the language itself, measured by what Medusa's own ORM makes of the same models.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { show } from '../../../lib/catalog/address.ts';
import type { Catalog } from '../../../lib/catalog/catalog.ts';
import { changedAttrs } from '../../../lib/catalog/diff.ts';
import { loadConfig } from '../../../lib/desired/config.ts';
import { ddl } from '../../../lib/desired/ddl.ts';
import { loadDefinitions } from '../../../lib/desired/load.ts';
import { apart } from '../../../lib/desired/medusa/apart.ts';
import type { FoundModule } from '../../../lib/desired/medusa/task.ts';
import type { EntityDefinition } from '../../../lib/format/definition.generated.ts';
import { entityName, modelDocuments } from '../../../lib/desired/medusa/model.ts';
import type { DmlEntity } from '../../../lib/desired/medusa/shapes.ts';
import { loadSqlFiles } from '../../../lib/desired/sql-source.ts';
import { elaborate } from '../../../lib/run/elaborate/elaborate.ts';
import { openShadow, type Shadow } from '../../../lib/run/shadow/shadow.ts';
import { inFolder, load, refused, type Files } from '../project.ts';
import { everything, framework } from './application.ts';

const test = suite('medusa: models');
let shadow: Shadow;
test.before(async () => {
  shadow = await openShadow();
});
test.after(() => shadow.close());

const { model } = createRequire(import.meta.url)('./framework.cjs') as { readonly model: unknown };

/** In this process, without the machinery around it. */
function statements(body: string): string {
  const exports: { [name: string]: unknown } = {};
  new Function('model', 'exports', body.replace(/^export const (\w+) =/gm, 'const $1 = exports.$1 ='))(model, exports);
  const found = Object.values(exports) as DmlEntity[];
  const documents = found.flatMap((entity) =>
    modelDocuments(entity, (target) => {
      assert.ok(found.includes(target));
      return { entity: entityName(target) };
    }),
  );
  const placed = documents.map((document) => ({ module: 'm', file: 'models.ts', line: 1, pointer: '', document }));
  return ddl(placed, () => 'public')
    .entries.map((e) => e.authored.sql)
    .join('\n');
}

function differences(ours: Catalog, theirs: Catalog): string[] {
  const keys = [...new Set([...ours.objects.keys(), ...theirs.objects.keys()])];
  return keys.flatMap((key) => {
    const [a, b] = [ours.objects.get(key), theirs.objects.get(key)];
    if (a === undefined || b === undefined) return [`${a === undefined ? 'missing' : 'too much'}: ${show((a ?? b)!.at)}`];
    return changedAttrs(a, b).map((attr) => `${show(a.at)} ${attr}: ${JSON.stringify(a.attrs[attr])} instead of ${JSON.stringify(b.attrs[attr])}`);
  });
}

test('everything the language can say is what its own ORM makes of it, names and all', () =>
  inFolder({ ...everything, 'package.json': '{ "name": "spec", "tidemark": { "modules": { "shop": "./models" } } }' }, async (root) => {
    const ours = await elaborate(await loadDefinitions(await loadConfig(root)), shadow);
    const theirs = await elaborate(await loadSqlFiles([join(root, 'everything.sql')]), shadow);
    assert.equal(differences(ours, theirs), []);
    assert.ok(ours.objects.size > 250, String(ours.objects.size));
  }));

test('a file of schema/ that exports models is a file of definitions', async () => {
  const { modules, statements: made } = await load(file(`export const Thing = model.define('thing', { id: model.id().primaryKey() });`));
  assert.equal(modules, ['shop']);
  assert.match(made[0]!.sql, /^CREATE TABLE "public"."thing" \(\n {2}"id" text NOT NULL,/);
  assert.is(made[0]!.file, 'schema/shop/models.ts');
});

test('defaults that Medusa writes as broken SQL are values here: an apostrophe, a moment', () => {
  const sql = statements(
    `export const A = model.define('a', { id: model.id().primaryKey(), b: model.text().default("it's"), c: model.dateTime().default(new Date(0)) });`,
  );
  assert.match(sql, /"b" text DEFAULT 'it''s' NOT NULL,\n {2}"c" timestamp with time zone DEFAULT '1970-01-01T00:00:00.000Z' NOT NULL/);
});

test('a relation to a key that counts has the type of that key', () => {
  const sql = statements(`export const P = model.define('p', { n: model.autoincrement().primaryKey(), kids: model.hasMany(() => K, { mappedBy: 'p' }) });
export const K = model.define('k', { id: model.id().primaryKey(), p: model.belongsTo(() => P, { mappedBy: 'kids' }) });`);
  assert.match(sql, /"p_id" integer NOT NULL/);
});

test('the side of a pivot model that points to a manyToMany has its foreign key, which Medusa leaves to hand-written migrations', () => {
  const sql =
    statements(`export const A = model.define('a', { id: model.id().primaryKey(), bs: model.manyToMany(() => B, { pivotEntity: () => AB, mappedBy: 'as' }) });
export const B = model.define('b', { id: model.id().primaryKey(), as: model.manyToMany(() => A, { mappedBy: 'bs' }) });
export const AB = model.define('a_b', { id: model.id().primaryKey(), a: model.belongsTo(() => A, { mappedBy: 'bs' }), b: model.belongsTo(() => B, { mappedBy: 'as' }) });`);
  assert.match(sql, /"a_b_a_id_foreign" FOREIGN KEY \("a_id"\) REFERENCES "public"."a" \("id"\) ON UPDATE CASCADE/);
  assert.not.match(sql, /CREATE TABLE "public"."a_bs"/);
});

test('a pivot model that only the side without the pivot table names: its ORM reads a table beside it, so that is there', () => {
  const sql = statements(`export const A = model.define('a', { id: model.id().primaryKey(), bs: model.manyToMany(() => B, { mappedBy: 'as' }) });
export const B = model.define('b', { id: model.id().primaryKey(), as: model.manyToMany(() => A, { mappedBy: 'bs', pivotEntity: () => AB }) });
export const AB = model.define('a_b', { id: model.id().primaryKey(), a: model.belongsTo(() => A, { mappedBy: 'bs' }), b: model.belongsTo(() => B, { mappedBy: 'as' }) });`);
  assert.match(sql, /CREATE TABLE "public"."a_bs"/);
});

test('conditions name columns in camelCase, which Medusa writes without quotes', () => {
  const sql = statements(`export const A = model.define('a', { id: model.id().primaryKey(), isOn: model.boolean(), t: model.text() })
  .indexes([{ on: ['t'], where: { isOn: true, t: 'isOn' } }])
  .checks([{ name: 'on', expression: 'isOn OR t <> id' }]);`);
  assert.match(sql, `WHERE ("isOn" IS TRUE AND t = 'isOn' AND deleted_at IS NULL)`);
  assert.match(sql, 'CHECK ("isOn" OR t <> id)');
});

test('two indexes with one name in two modules are two indexes: the last keeps the name, the other gets its own', () => {
  const documents = (module: string, table: string, index: string): FoundModule => ({
    module,
    file: module,
    migrations: [],
    documents: [{ entity: table, table, columns: { a: { type: 'text' } }, indexes: [{ name: index, columns: ['a'] }] }],
  });
  const [cart, order] = apart([documents('cart', 'cart_line', 'IDX_line_a'), documents('order', 'order_line', 'IDX_line_a')]);
  const names = [cart!, order!].map((m) => (m.documents[0] as EntityDefinition).indexes![0]!.name);
  assert.equal(names, ['IDX_cart_line_a', 'IDX_line_a']);
  // The one that is called so by another would be called so by itself.
  const [blog] = apart([documents('blog', 'tag', 'IDX_tag_a'), documents('product', 'product_tag', 'IDX_tag_a')]);
  assert.is((blog!.documents[0] as EntityDefinition).indexes![0]!.name, 'IDX_tag_a_1');
});

test('checks without a name get numbered ones', () => {
  const sql = statements(
    `export const A = model.define('a', { id: model.id().primaryKey(), n: model.number() }).checks([(c) => \`\${c.n} > 0\`, (c) => \`\${c.n} < 9\`]);`,
  );
  const names = [...sql.matchAll(/ADD CONSTRAINT "(\w+)" CHECK/g)].map((m) => m[1]);
  assert.equal(names, ['a_check', 'a_check1']);
});

const wrong: readonly [why: string, body: string, id: string, says: RegExp][] = [
  [
    'a property of a later Medusa',
    `const p = model.text(); const parse = p.parse; p.parse = (n) => ({ ...parse(n), dataType: { name: 'money' } });
export const A = model.define('a', { id: model.id().primaryKey(), price: p });`,
    'MEDUSA_PROPERTY',
    /^A\.price is of the kind money, which tidemark does not know$/,
  ],
  [
    'a relation of a later Medusa',
    `export const A = model.define('a', { id: model.id().primaryKey(), b: { parse: (name) => ({ name, type: 'morph', options: {} }) } });`,
    'MEDUSA_RELATION',
    /^A\.b is of the kind morph/,
  ],
  [
    'a relation to nothing',
    `export const A = model.define('a', { id: model.id().primaryKey(), b: model.belongsTo(() => undefined) });`,
    'MEDUSA_RELATION',
    /^A\.b cannot be read: it points to no model$/,
  ],
  [
    'two lists that do not meet',
    `export const A = model.define('a', { id: model.id().primaryKey(), bs: model.manyToMany(() => B) });
export const B = model.define('b', { id: model.id().primaryKey() });`,
    'MEDUSA_RELATION',
    /B has 0 manyToMany relations that point back/,
  ],
  [
    'a key to nowhere',
    `export const A = model.define('a', { id: model.id().primaryKey(), b: model.belongsTo(() => B) });
export const B = model.define('b', { name: model.text() });`,
    'MEDUSA_NO_KEY',
    /^the model B has no primary key/,
  ],
  ['a model without a key', `export const A = model.define('a', { name: model.text() });`, 'MEDUSA_NO_KEY', /^the model A has no primary key/],
  [
    'mappedBy of nothing',
    `export const A = model.define('a', { id: model.id().primaryKey(), bs: model.hasMany(() => B, { mappedBy: 'id' }) });
export const B = model.define('b', { id: model.id().primaryKey(), a: model.belongsTo(() => A, { mappedBy: 'bs' }) });`,
    'MEDUSA_RELATION',
    /^A\.bs cannot be read: B has no relation "id"$/,
  ],
  [
    'one column for a key of two',
    `export const A = model.define('a', { id: model.id().primaryKey(), b: model.belongsTo(() => B) });
export const B = model.define('b', { x: model.text().primaryKey(), y: model.number().primaryKey() });`,
    'MEDUSA_RELATION',
    /^A\.b cannot be read: the primary key of B has several columns, and a relation holds one$/,
  ],
  [
    'one column of a pivot table for a key of two',
    `export const A = model.define('a', { id: model.id().primaryKey(), bs: model.manyToMany(() => B, { mappedBy: 'as', inverseJoinColumn: 'b_x' }) });
export const B = model.define('b', { x: model.text().primaryKey(), y: model.number().primaryKey(), as: model.manyToMany(() => A, { mappedBy: 'bs' }) });`,
    'MEDUSA_RELATION',
    /inverseJoinColumn names 1 of the 2 columns of the key$/,
  ],
  [
    'an index on nothing',
    `export const A = model.define('a', { id: model.id().primaryKey() }).indexes([{ on: ['nam'] }]);`,
    'MEDUSA_INDEX',
    /columns it does not have: nam/,
  ],
];
for (const [why, body, id, says] of wrong)
  test(`refused: ${why}`, async () => {
    const error = await refused(() => statements(body));
    assert.is(error.id, id);
    assert.match(error.message, says);
    assert.ok(error.next);
  });

test('a refusal says in which file the model stands', async () => {
  const error = await refused(() =>
    load(
      file(`const B = model.define('b', { id: model.id().primaryKey() });
export const A = model.define('a', { id: model.id().primaryKey(), b: model.belongsTo(() => B) });`),
    ),
  );
  assert.is(error.id, 'ENTITY_NOT_EXPORTED');
  assert.match(error.message, /^the entity B is named here/);
  assert.is(error.at.file, 'schema/shop/models.ts');
});

const file = (body: string): Files => ({ ...framework, 'schema/shop/models.ts': `import { model } from '@medusajs/framework/utils';\n${body}` });

test.run();
