import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { show } from '../../lib/catalog/address.ts';
import { ddl } from '../../lib/desired/ddl.ts';
import { order as inOrder } from '../../lib/desired/order.ts';
import type { Placed } from '../../lib/desired/placed.ts';
import { belongsTo, boolean, entity, enumeration, hasMany, hasOne, integer, link, manyToMany, serial, sql, text, uuid } from '../../lib/desired/surface.ts';
import { check } from '../../lib/format/check.ts';
import type { DefinitionDocument } from '../../lib/format/definition.generated.ts';
import type { TidemarkError } from '../../lib/errors.ts';
import { refused } from './project.ts';

const test = suite('ddl');

type Document = { toJSON(): DefinitionDocument } | DefinitionDocument;

function placed(modules: { readonly [module: string]: readonly Document[] }): Placed[] {
  return Object.entries(modules).flatMap(([module, documents]) =>
    documents.map((d, n): Placed => {
      const document = check<DefinitionDocument>('definition', JSON.parse(JSON.stringify(d)), module);
      return { module, file: `schema/${module}.json`, line: 1, pointer: `/${n}`, document };
    }),
  );
}

const emitted = (modules: Parameters<typeof placed>[0]): ReturnType<typeof ddl> => ddl(placed(modules), () => 'public');
const statements = (modules: Parameters<typeof placed>[0]): string[] => inOrder(emitted(modules).entries).map((s) => s.sql.replace(/\s+/g, ' '));
const fails = (modules: Parameters<typeof placed>[0]): Promise<TidemarkError> => refused(() => emitted(modules));
const has = (all: readonly string[], sql_: string): void => assert.ok(all.includes(sql_), `${sql_}\nis not among\n${all.join('\n')}`);

const product = entity('product', { id: text().primaryKey(), title: text() });
const channel = entity('salesChannel', { id: uuid().primaryKey(), name: text() });

test('a link is a table with a real key to each side and an index for the way back', () => {
  const all = statements({ product: [product], 'sales-channel': [channel, link(product, channel)] });
  has(
    all,
    'CREATE TABLE "public"."product_sales_channel" ( "created_at" timestamp with time zone DEFAULT now() NOT NULL, "product_id" text NOT NULL, "sales_channel_id" uuid NOT NULL, CONSTRAINT "product_sales_channel_pkey" PRIMARY KEY ("product_id", "sales_channel_id") )',
  );
  has(
    all,
    'ALTER TABLE "public"."product_sales_channel" ADD CONSTRAINT "product_sales_channel_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "public"."product" ("id") ON DELETE CASCADE',
  );
  has(
    all,
    'ALTER TABLE "public"."product_sales_channel" ADD CONSTRAINT "product_sales_channel_sales_channel_id_fkey" FOREIGN KEY ("sales_channel_id") REFERENCES "public"."sales_channel" ("id") ON DELETE CASCADE',
  );
  has(all, 'CREATE INDEX "product_sales_channel_sales_channel_id_idx" ON "public"."product_sales_channel" ("sales_channel_id")');
});

test('a link takes table, columns, cascade and cardinality, and belongs to the module it stands in', () => {
  const options = { table: 'listing', extraColumns: { rank: integer() } };
  const one = emitted({
    product: [product],
    shop: [channel, link({ entity: product, cascade: false, list: false }, { entity: channel, column: 'channel' }, options)],
  });
  const all = inOrder(one.entries);
  const sqls = all.map((s) => s.sql.replace(/\s+/g, ' '));
  assert.is(all.find((s) => s.sql.startsWith('CREATE TABLE "public"."listing"'))!.module, 'shop');
  has(sqls, 'ALTER TABLE "public"."listing" ADD CONSTRAINT "listing_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "public"."product" ("id")');
  assert.match(sqls.join('\n'), 'CONSTRAINT "listing_channel_key" UNIQUE ("channel")');
  assert.match(sqls.join('\n'), '"rank" integer NOT NULL');
});

test('a read-only link makes no table, and its sides must still exist', async () => {
  assert.is(statements({ m: [product, channel, link(product, channel, { readOnly: true })] }).length, 2);
  const error = await fails({
    m: [{ link: { left: { entity: 'produkt' }, right: { entity: 'product' }, readOnly: true } }, product],
  });
  assert.is(error.id, 'ENTITY_UNKNOWN');
  assert.is(error.at.pointer, '/0/link/left/entity');
  assert.match(error.next!, '"product"');
});

test('a composite key is followed through relations and links', () => {
  const line = entity('line', { order: belongsTo(() => parent).primaryKey(), no: integer().primaryKey() });
  const parent = entity('parent', { id: serial().primaryKey() });
  const note = entity('note', { id: text().primaryKey(), line: belongsTo(() => line).nullable() });
  const all = statements({ m: [note, line, parent, link(line, product), product] });
  assert.match(all.join('\n'), '"line_order_id" integer, "line_no" integer');
  has(
    all,
    'ALTER TABLE "public"."note" ADD CONSTRAINT "note_line_order_id_line_no_fkey" FOREIGN KEY ("line_order_id", "line_no") REFERENCES "public"."line" ("order_id", "no")',
  );
});

test('two entities may belong to each other', () => {
  const a = entity('a', { id: text().primaryKey(), b: belongsTo(() => b).nullable() });
  const b = entity('b', { id: text().primaryKey(), a: belongsTo(() => a) });
  assert.is(statements({ m: [a, b] }).filter((s) => s.includes('FOREIGN KEY')).length, 2);
});

test('hasOne makes the foreign key unique; hasMany brings nothing', () => {
  const user = entity('user', { id: text().primaryKey(), profile: hasOne(() => profile), posts: hasMany(() => post) });
  const profile = entity('profile', { id: text().primaryKey(), user: belongsTo(() => user) });
  const post = entity('post', { id: text().primaryKey(), user: belongsTo(() => user) });
  const all = statements({ m: [user, profile, post] }).join('\n');
  assert.match(all, 'CONSTRAINT "profile_user_id_key" UNIQUE ("user_id")');
  assert.not.match(all, '"profile_user_id_idx"');
  assert.match(all, 'CREATE INDEX "post_user_id_idx"');
});

test('many to many is one pivot table, whoever states it', () => {
  const tag = entity('tag', { id: text().primaryKey(), posts: manyToMany(() => post) });
  const post = entity('post', { id: text().primaryKey(), tags: manyToMany(() => tag) });
  const one = entity('post', { id: text().primaryKey(), tags: manyToMany(() => tagAlone) });
  const tagAlone = entity('tag', { id: text().primaryKey() });
  const both = statements({ m: [tag, post] });
  assert.equal(both, statements({ m: [tagAlone, one] }));
  assert.is(both.filter((s) => s.startsWith('CREATE TABLE "public"."post_tag"')).length, 1);
});

test('a pivot table is made once, and what cannot be told apart is an error', async () => {
  const self = entity('person', {
    id: text().primaryKey(),
    friends: manyToMany(() => self, { column: 'a', inverseColumn: 'b', through: 'friends' }),
  });
  assert.match(statements({ m: [self] }).join('\n'), 'CONSTRAINT "friends_pkey" PRIMARY KEY ("a", "b")');
  const twice = entity('post', { id: text().primaryKey(), x: manyToMany(() => product), y: manyToMany(() => product) });
  assert.is((await fails({ m: [product, twice] })).id, 'DEFINED_TWICE');
  const nobody = entity('n', { id: text().primaryKey(), p: manyToMany(() => other, { mappedBy: 'n' }) });
  const other = entity('o', { id: text().primaryKey(), n: manyToMany(() => nobody, { mappedBy: 'p' }) });
  assert.is((await fails({ m: [nobody, other] })).id, 'RELATION_UNKNOWN');
  const same = entity('product', { id: text().primaryKey(), theirs: manyToMany(() => product) }, { table: 'other' });
  assert.match(
    statements({
      a: [product],
      b: [{ ...same.toJSON(), relations: { theirs: { manyToMany: 'product', module: 'a' } } }],
    }).join('\n'),
    'CONSTRAINT "other_product_pkey" PRIMARY KEY ("other_id", "product_id")',
  );
});

test('names that do not fit are cut with a hash, so two of them stay two', () => {
  const long = 'a'.repeat(40);
  const all = statements({
    m: [
      entity(long, {
        id: text().primaryKey(),
        [`${'b'.repeat(30)}x`]: text().unique(),
        [`${'b'.repeat(30)}y`]: text().unique(),
      }),
    ],
  }).join('\n');
  const names = [...all.matchAll(/CONSTRAINT "([^"]+_key)"/g)].map((m) => m[1]!);
  assert.is(names.length, 2);
  assert.is(new Set(names).size, 2);
  for (const name of names) assert.ok(Buffer.byteLength(name) <= 63, name);
});

test('hostile names are quoted, cut by bytes and never by characters', () => {
  const all = statements({
    m: [entity('Ünï "quoted" na.me', { 'a"b': text().primaryKey(), [`é`.repeat(31)]: text().unique() })],
  });
  assert.match(all[0]!, 'CREATE TABLE "public"."Ünï ""quoted"" na.me" ( "a""b" text NOT NULL');
  const key = /CONSTRAINT "((?:[^"]|"")+_key)"/.exec(all[0]!)![1]!.replaceAll('""', '"');
  assert.ok(Buffer.byteLength(key) <= 63);
  assert.not.match(key, '\uFFFD');
});

for (const [what, name, id] of [
  ['NUL', 'a\0b', 'NAME_NUL'],
  ['half a surrogate pair', 'a\uD800', 'NAME_SURROGATE'],
  ['64 bytes', 'ä'.repeat(32), 'NAME_TOO_LONG'],
  ['nothing', '', 'NAME_EMPTY'],
] as const) {
  test(`a name of ${what} is refused with its place`, async () => {
    const column = await fails({ m: [entity('t', { [name]: text() })] });
    assert.is(column.id, id);
    assert.is(column.at.file, 'schema/m.json');
    assert.ok(column.at.pointer!.startsWith('/0/columns/'));
    assert.is((await fails({ m: [entity('t', { id: text() }, { table: name })] })).id, id);
    assert.is((await fails({ m: [entity('t', { id: text() }, { indexes: [{ name, columns: ['id'] }] })] })).id, id);
  });
}

test('one table defined by two modules names both', async () => {
  const error = await fails({
    a: [entity('thing', { id: text() })],
    b: [entity('other', { id: text() }, { table: 'thing' })],
  });
  assert.is(error.id, 'DEFINED_TWICE');
  assert.match(error.message, 'schema/a.json');
  assert.match(error.message, 'schema/b.json');
});

test('indexes, constraints and enum types of one name are an error and never a silent second', async () => {
  assert.is((await fails({ m: [entity('t', { a: text().index().index() })] })).id, 'DEFINED_TWICE');
  assert.is(
    (
      await fails({
        m: [
          entity(
            't',
            { a: text() },
            {
              checks: [
                { name: 'c', expression: 'true' },
                { name: 'c', expression: 'false' },
              ],
            },
          ),
        ],
      })
    ).id,
    'DEFINED_TWICE',
  );
  assert.is((await fails({ m: [entity('t', { a: enumeration('e', ['x']) }), entity('u', { a: enumeration('e', ['y']) })] })).id, 'DEFINED_TWICE');
  assert.is((await fails({ m: [entity('t', { a: enumeration('u', ['x']) }), entity('u', { id: text() })] })).id, 'DEFINED_TWICE');
  assert.is(
    statements({
      m: [entity('t', { a: enumeration('e', ['x']) }), entity('u', { a: enumeration('e', ['x']) })],
    }).filter((s) => s.startsWith('CREATE TYPE')).length,
    1,
  );
});

test('what a relation cannot mean is said with the place and the way out', async () => {
  const noKey = entity('noKey', { a: text() });
  assert.is((await fails({ m: [noKey, entity('t', { x: belongsTo(() => noKey) })] })).id, 'PRIMARY_KEY_MISSING');
  assert.is((await fails({ m: [noKey, product, link(noKey, product)] })).id, 'PRIMARY_KEY_MISSING');
  const unknown = await fails({
    m: [product, { entity: 't', columns: {}, relations: { p: { belongsTo: 'prodcut' } } }],
  });
  assert.is(unknown.id, 'ENTITY_UNKNOWN');
  assert.is(unknown.at.pointer, '/1/relations/p/belongsTo');
  assert.match(unknown.next!, '"product"');
  assert.is((await fails({ m: [product, entity('t', { p: hasMany(() => product) })] })).id, 'RELATION_NO_INVERSE');
  assert.is((await fails({ m: [product, entity('t', { product_id: text(), product: belongsTo(() => product) })] })).id, 'COLUMN_TWICE');
  const column = await fails({ m: [entity('t', { title: text() }, { indexes: [['titel']] })] });
  assert.is(column.id, 'COLUMN_UNKNOWN');
  assert.match(column.next!, '"title"');
  assert.is((await fails({ m: [product, link(product, product)] })).id, 'LINK_COLUMNS');
  const ambiguous = await fails({
    a: [entity('x', { id: text().primaryKey() })],
    b: [entity('x', { id: text().primaryKey() }, { table: 'x2' })],
    c: [{ entity: 'y', columns: {}, relations: { x: { belongsTo: 'x' } } }],
  });
  assert.is(ambiguous.id, 'ENTITY_UNKNOWN');
  assert.match(ambiguous.message, 'a, b');
});

test('soft delete: uniques and indexes count living rows, keys do not', () => {
  const all = statements({
    m: [
      product,
      entity(
        't',
        {
          id: text().primaryKey(),
          handle: text().unique(),
          n: text().index(),
          full: text().index({ where: '' }),
          p: belongsTo(() => product),
        },
        { softDelete: true },
      ),
    ],
  });
  has(all, 'CREATE UNIQUE INDEX "t_handle_key" ON "public"."t" ("handle") WHERE ("deleted_at" IS NULL)');
  has(all, 'CREATE INDEX "t_n_idx" ON "public"."t" ("n") WHERE ("deleted_at" IS NULL)');
  has(all, 'CREATE INDEX "t_full_idx" ON "public"."t" ("full")');
  has(all, 'CREATE INDEX "t_p_id_idx" ON "public"."t" ("p_id")');
});

test('markers carry the address now and before', () => {
  const t = entity(
    't',
    { b: text().renamedFrom('a').using('a::text') },
    {
      renamedFrom: 'old.s',
      indexes: [{ name: 'i', columns: ['b'], renamedFrom: 'j' }],
      policies: [{ name: 'p', renamedFrom: 'q' }],
      checks: [{ name: 'c', expression: 'true', renamedFrom: 'd' }],
    },
  );
  const { renames, using } = emitted({ m: [t] });
  assert.equal(renames.map((r) => `${show(r.at)} < ${show(r.from)}`).sort(), [
    'index public.i < index public.j',
    'policy public.t.p < policy public.t.q',
    'table column public.t.b < table column public.t.a',
    'table constraint public.t.c < table constraint public.t.d',
    'table public.t < table old.s',
  ]);
  assert.equal(
    using.map((u) => [show(u.at), u.using]),
    [['table column public.t.b', 'a::text']],
  );
});

test('a link and a pivot table follow the entities that they are called after', () => {
  const tag = entity('label', { name: text().primaryKey().renamedFrom('code') }, () => ({ renamedFrom: 'tag' }));
  const item = entity('item', { id: uuid().primaryKey(), tags: manyToMany(() => tag) });
  const { renames } = emitted({ m: [tag, item, link(item, tag, { table: 'seen' })] });
  assert.equal(
    renames
      .filter((r) => r.follows === true)
      .map((r) => `${show(r.at)} < ${show(r.from)}`)
      .sort(),
    [
      'table column public.item_label.label_name < table column public.item_label.tag_code',
      'table column public.seen.label_name < table column public.seen.tag_code',
      'table public.item_label < table public.item_tag',
    ],
  );
});

test('schemas and extensions that entities take for granted are made', () => {
  const all = statements({ m: [{ entity: 't', schema: 'shop', columns: { v: { type: 'citext' } } }] });
  assert.equal(all.slice(0, 2), ['CREATE SCHEMA IF NOT EXISTS "shop"', 'CREATE EXTENSION IF NOT EXISTS "citext" WITH SCHEMA public']);
});

test('the same documents in any order give the same statements', () => {
  const documents = [
    product,
    channel,
    link(product, channel),
    entity('x', {
      id: serial().primaryKey(),
      p: belongsTo(() => product),
      on: boolean()
        .default(true)
        .check(sql`"on"`),
    }),
  ];
  const expected = statements({ m: documents });
  for (const permuted of [[...documents].reverse(), [documents[2]!, documents[0]!, documents[3]!, documents[1]!]])
    assert.equal(statements({ m: permuted }), expected);
});

test.run();
