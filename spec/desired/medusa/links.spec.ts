// Links: the table that Medusa makes of one, to the letter, and what keeps a link the same link when its table gets another name.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { address } from '../../../lib/catalog/address.ts';
import { underChains } from '../../../lib/desired/renamed-modules.ts';
import { ddl } from '../../../lib/desired/ddl.ts';
import { linkDocument } from '../../../lib/desired/medusa/link.ts';
import { compressed } from '../../../lib/desired/medusa/names.ts';
import { entity, integer, link, text, uuid } from '../../../lib/desired/surface.ts';
import type { DefinitionDocument } from '../../../lib/format/definition.generated.ts';
import { plan } from '../../../lib/verbs/plan.ts';
import { inProject, put } from '../../verbs/place.ts';
import { refused } from '../project.ts';

const test = suite('medusa: links');

const product = entity('product', { id: text().primaryKey() });
const channel = entity('channel', { id: text().primaryKey() });
const line = entity('line', { order_id: uuid().primaryKey(), position: integer().primaryKey() });

const statements = (...documents: readonly { toJSON(): DefinitionDocument }[]): string[] =>
  ddl(
    documents.map((d) => ({ module: 'shop', file: 'shop.ts', line: 1, pointer: '', document: d.toJSON() })),
    () => 'public',
  ).entries.map((e) => e.authored.sql);
const of = (table: string, all: readonly string[]): string[] => all.filter((sql) => sql.includes(`"${table}"`));

test('the shape of Medusa: columns in its order, its names of indexes, no foreign key', () => {
  const all = statements(
    product,
    channel,
    link(product, channel, { shape: 'medusa', table: 'MyTable', idPrefix: 'pc', extraColumns: { rank: integer().default(1) } }),
  );
  assert.equal(of('mytable', all).sort(), [
    'CREATE INDEX "IDX_channel_id_-b494fe2d" ON "public"."mytable" ("channel_id") WHERE (deleted_at IS NULL)',
    'CREATE INDEX "IDX_deleted_at_-b494fe2d" ON "public"."mytable" ("deleted_at")',
    'CREATE INDEX "IDX_id_-b494fe2d" ON "public"."mytable" ("id")',
    'CREATE INDEX "IDX_product_id_-b494fe2d" ON "public"."mytable" ("product_id") WHERE (deleted_at IS NULL)',
    `CREATE TABLE "public"."mytable" (
  "product_id" character varying(255) NOT NULL,
  "channel_id" character varying(255) NOT NULL,
  "id" character varying(255) NOT NULL,
  "rank" integer DEFAULT 1 NOT NULL,
  "created_at" timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
  "updated_at" timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
  "deleted_at" timestamp with time zone,
  CONSTRAINT "mytable_pkey" PRIMARY KEY ("product_id", "channel_id")
)`,
  ]);
});

test('on request it cannot point to nothing', () => {
  const all = statements(product, channel, link(product, { entity: channel, cascade: false }, { shape: 'medusa', table: 'offer', foreignKeys: true }));
  const keys = all.filter((sql) => sql.includes('FOREIGN KEY'));
  assert.match(keys.join('\n'), /FOREIGN KEY \("channel_id"\) REFERENCES "public"."channel" \("id"\)$/m);
  assert.match(keys.join('\n'), /FOREIGN KEY \("product_id"\) REFERENCES "public"."product" \("id"\) ON DELETE CASCADE$/m);
});

test('a composite left key has an index that works', () => {
  const all = statements(line, product, link(line, product, { shape: 'medusa' }));
  const made = of('shop_line_order_id_line_position_shop_product', all);
  assert.match(made.join('\n'), /CREATE INDEX "IDX_line_order_id_line_position_\w+" ON "public"."\w+" \("line_order_id", "line_position"\) WHERE/);
  assert.match(made.join('\n'), /PRIMARY KEY \("line_order_id", "line_position", "product_id"\)/);
});

test('names past 58 letters are shortened as Medusa shortens them', () => {
  assert.is(
    compressed('averyLongServiceNameIndeed_product_variant_option_value_blog_blog_post'.toLowerCase()),
    'aver_prod_vari_opti_valu_blog_blog_post-3261008d6',
  );
  assert.is(compressed('Short_Name'), 'short_name');
});

const end = (serviceName: string, foreignKey: string) => ({ serviceName, foreignKey, primaryKey: 'id' });
const services = new Map([['product', { linkableKeys: { product_id: 'Product' } }]]);

test('every type of an extra column', () => {
  const types = 'date time datetime bigint blob uint8array array enum json integer smallint tinyint float double boolean decimal string uuid text'.split(' ');
  const extraFields = Object.fromEntries(types.map((type) => [type, { type, nullable: true }]));
  const config = {
    databaseConfig: {
      extraFields: {
        ...extraFields,
        label: { type: 'enum', options: { items: ['a', 'b'] } },
        inCamelCase: { type: 'integer', nullable: true },
        camelNamed: { type: 'integer', nullable: true, options: { fieldName: 'asIs' } },
        exact: { type: 'decimal', defaultValue: '1', options: { columnType: 'numeric(7)' } },
      },
    },
  };
  const { link: body } = linkDocument({ ...config, relationships: [end('product', 'product_id'), end('blog', 'post_id')] }, services)!;
  assert.is(body.left.entity, 'Product');
  const said = statements(entity('Product', { id: text().primaryKey() }), entity('post', { id: text().primaryKey() }), {
    toJSON: () => ({ link: { ...body, left: { ...body.left, module: 'shop' }, right: { ...body.right, module: 'shop', entity: 'post' } } }),
  }).find((sql) => sql.includes('"uint8array"'))!;
  // As Medusa's ORM writes them, recorded by running it.
  const expected = {
    date: 'date',
    time: 'time(0)',
    datetime: 'timestamp with time zone',
    bigint: 'bigint',
    blob: 'bytea',
    uint8array: 'bytea',
    array: 'text[]',
    enum: 'smallint',
    json: 'jsonb',
    integer: 'integer',
    smallint: 'smallint',
    tinyint: 'smallint',
    float: 'real',
    double: 'double precision',
    boolean: 'boolean',
    decimal: 'numeric(10,0)',
    string: 'character varying(255)',
    uuid: 'uuid',
    text: 'text',
    label: 'text NOT NULL',
    in_camel_case: 'integer',
    asIs: 'integer',
    exact: 'numeric(7) DEFAULT 1 NOT NULL',
  };
  for (const [name, type] of Object.entries(expected)) assert.ok(said.includes(`\n  "${name}" ${type},`), `${name} ${type}\n${said}`);
  assert.not.match(said, 'CHECK');
});

test('an option of an extra column that has no meaning here is refused, not passed over', async () => {
  const config = {
    databaseConfig: { extraFields: { n: { type: 'integer', options: { check: 'n > 0' } } } },
    relationships: [end('product', 'product_id'), end('blog', 'post_id')],
  };
  const error = await refused(() => linkDocument(config, services));
  assert.is(error.id, 'MEDUSA_LINK_COLUMN');
  assert.match(error.message, /options that tidemark does not know: check/);
});

const links = (first: string, second: string): string => `import { entity, link, text } from 'tidemark';
export const product = entity('product', { id: text().primaryKey() });
export const channel = entity('channel', { id: text().primaryKey() });
export const offered = link(product, channel, { shape: 'medusa'${first} });
export const sold = link(channel, product${second});
`;

test('a link whose table is called something else is a table renamed, with all that hangs on its name', () =>
  inProject({ 'schema/shop.ts': links('', '') }, async (cwd) => {
    await plan({ cwd });
    put(cwd, { 'schema/shop.ts': links(`, table: 'offered'`, `, { table: 'sold' }`) });
    const { plans } = await plan({ cwd, dryRun: true });
    const steps = plans.flatMap((p) => p.content.up.flatMap((s) => s.steps.map((step) => step.step)));
    assert.ok(steps.includes('~ table public.shop_product_shop_channel: renamed to offered'), steps.join('\n'));
    assert.ok(steps.includes('~ table public.channel_product: renamed to sold'), steps.join('\n'));
    assert.equal(
      steps.filter((s) => !s.startsWith('~')),
      [],
    );
    assert.is(steps.length, 11);
    assert.equal(plans[0]!.content.links, [
      { address: 'table public.offered', between: 'shop.product - shop.channel' },
      { address: 'table public.sold', between: 'shop.channel - shop.product' },
    ]);
  }));

test('a side that goes on under another name of its module is the side it was', () => {
  const links = [{ module: 'links', file: 'f', line: 1, at: address('table', ['public', 't']), between: 'journal.BlogPost - shop.journal.Item' }];
  const renamed = { of: (m: string) => (m === 'journal' ? 'blog' : m), module: (c: string) => c };
  const { links: under } = underChains({ modules: ['journal', 'links'], statements: [], renames: [], using: [], extensions: [], roles: [], links }, renamed);
  assert.is(under![0]!.between, 'blog.BlogPost - shop.journal.Item');
});

test.run();
