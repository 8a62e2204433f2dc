import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  belongsTo,
  bigint,
  entity,
  enumeration,
  hasMany,
  integer,
  jsonb,
  link,
  manyToMany,
  numeric,
  sql,
  text,
  timestamptz,
  vector,
} from '../../lib/desired/surface.ts';
import { check } from '../../lib/format/check.ts';
import { refused } from './project.ts';

const test = suite('entity');

const order = entity('order', { id: text().primaryKey(), product: belongsTo(() => product) });
const product = entity(
  'product',
  {
    id: text().primaryKey(),
    title: text().nullable().collation('C').comment('shown'),
    handle: text().unique(),
    price: numeric(10, 2).default(0),
    status: enumeration('product_status', ['draft', 'published']).default('draft'),
    tags: text().array().default(['a']),
    meta: jsonb().default({ a: [1] }),
    big: bigint().default(9007199254740993n),
    embedding: vector(3),
    made: timestamptz(3).default(sql`now()`),
    amount: integer()
      .check(sql`amount > 0`)
      .index({ method: 'brin' })
      .renamedFrom('quantity')
      .using('quantity::integer'),
    owner: text().references(() => order, { onDelete: 'set null', index: false }),
    orders: hasMany(() => order),
  },
  (t) => ({
    timestamps: true,
    indexes: [
      [t.title.desc().nullsLast()],
      { columns: [t.tags], method: 'gin' },
      { name: 'lowered', columns: [sql`lower(${t.handle})`], where: sql`${t.status} = ${'draft'}` },
    ],
    checks: { price_ok: sql`${t.price} >= ${0}` },
    policies: [{ name: 'own', using: sql`owner = current_user` }],
  }),
);

test('an entity is a document that the schema accepts', () => {
  const document = JSON.parse(JSON.stringify(product));
  assert.equal(check('definition', document, 'product.ts'), document);
  assert.equal(document, {
    entity: 'product',
    columns: {
      id: { type: 'text', primaryKey: true },
      title: { type: 'text', nullable: true, collation: 'C', comment: 'shown' },
      handle: { type: 'text', unique: true },
      price: { type: 'numeric', precision: 10, scale: 2, default: 0 },
      status: { type: 'enum', enumName: 'product_status', values: ['draft', 'published'], default: 'draft' },
      tags: { type: 'text', array: true, default: ['a'] },
      meta: { type: 'jsonb', default: { json: { a: [1] } } },
      big: { type: 'bigint', default: '9007199254740993' },
      embedding: { type: 'vector', length: 3 },
      made: { type: 'timestamptz', precision: 3, default: { sql: 'now()' } },
      amount: { type: 'integer', renamedFrom: 'quantity', using: 'quantity::integer' },
      owner: { type: 'text' },
    },
    timestamps: true,
    indexes: [
      { columns: ['amount'], method: 'brin' },
      { columns: [{ column: 'title', order: 'desc', nulls: 'last' }] },
      { columns: ['tags'], method: 'gin' },
      { name: 'lowered', columns: [{ expression: 'lower("handle")' }], where: `"status" = 'draft'` },
    ],
    checks: [{ expression: 'amount > 0' }, { name: 'price_ok', expression: '"price" >= 0' }],
    policies: [{ name: 'own', using: 'owner = current_user' }],
    relations: {
      owner: { belongsTo: 'order', column: 'owner', onDelete: 'set null', index: false },
      orders: { hasMany: 'order' },
    },
  });
});

test('builders are immutable', () => {
  const base = text();
  base.nullable().unique();
  assert.equal(JSON.parse(JSON.stringify(entity('t', { a: base }))), { entity: 't', columns: { a: { type: 'text' } } });
});

test('several primary key columns are one key', () => {
  const document = entity('t', { a: text().primaryKey(), b: text().primaryKey() }).toJSON();
  assert.equal(document.primaryKey, ['a', 'b']);
  assert.is(document.columns['a']!.primaryKey, undefined);
});

test('a link is a document too, with columns of its own', () => {
  const document = link(product, { entity: () => order, list: false }, { extraColumns: { rank: integer().default(1) } }).toJSON();
  assert.equal(check('definition', document, 'link.ts'), document);
  assert.equal(document, {
    link: {
      left: { entity: 'product' },
      right: { entity: 'order', list: false },
      extraColumns: { rank: { type: 'integer', default: 1 } },
    },
  });
});

test('many to many, and what sql`` does with values', () => {
  const a = entity('a', { id: text().primaryKey(), others: manyToMany(() => order, { through: 'a_b' }) });
  assert.equal(a.toJSON().relations, { others: { manyToMany: 'order', through: 'a_b' } });
  assert.is(sql`x = ${"o'x"} and y = ${true} and z is ${null} and ${sql`n > ${5}`}`.sql, "x = 'o''x' and y = true and z is NULL and n > 5");
});

test('values that JSON lacks become what PostgreSQL reads', () => {
  const columns = entity('t', { at: timestamptz().default(new Date(0)), n: numeric().default(Number.NaN) }).toJSON().columns;
  assert.is(columns['at']!.default, '1970-01-01T00:00:00.000Z');
  assert.is(columns['n']!.default, 'NaN');
});

test('a relation to nothing says how to write it', async () => {
  const lost = entity('t', { other: belongsTo(() => undefined) });
  const error = await refused(() => lost.toJSON());
  assert.is(error.id, 'RELATION_TARGET');
  assert.match(error.message, '"other"');
  // @ts-expect-error a column is made with a builder
  const odd = entity('t', { id: 'text' });
  assert.is((await refused(() => odd.toJSON())).id, 'COLUMN_NOT_A_COLUMN');
});

test('types find mistakes', () => {
  // @ts-expect-error a number is no default of text
  text().default(1);
  // @ts-expect-error not one of the labels
  enumeration(['a', 'b']).default('c');
  // @ts-expect-error no such column
  entity('t', { a: text() }, (t) => ({ indexes: [[t.b]] }));
});

test.run();
