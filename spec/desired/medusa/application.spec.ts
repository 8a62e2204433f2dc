// A whole Medusa application as definitions: modules, plugins, links; read in a process of its own, and remembered.
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Definitions } from '../../../lib/desired/authored.ts';
import { loadConfig } from '../../../lib/desired/config.ts';
import { loadDefinitions } from '../../../lib/desired/load.ts';
import { readMedusa } from '../../../lib/desired/medusa/read.ts';
import { openCache } from '../../../lib/run/engine/cache.ts';
import { put } from '../../verbs/place.ts';
import { inFolder, load, refused } from '../project.ts';
import { application, framework } from './application.ts';

const test = suite('medusa: application');
const sqlOf = ({ statements }: Definitions, module: string): string =>
  statements
    .filter((s) => s.module === module)
    .map((s) => s.sql)
    .join('\n');

test('every module, plugin and link of a medusa-config is there; read again only when something it came from has changed', () =>
  inFolder(application, async (root) => {
    const cache = { ...openCache(join(root, 'cache')), version: '1' };
    // As some package managers do it: what was there before an upgrade stays.
    const [store, product] = [join(root, 'node_modules/.store'), join(root, 'node_modules/@medusajs/product')];
    mkdirSync(join(store, '1/node_modules/@medusajs'), { recursive: true });
    renameSync(product, join(store, '1/node_modules/@medusajs/product'));
    symlinkSync(join(store, '1/node_modules/@medusajs/product'), product);
    const again = async (): Promise<[Definitions, number]> => {
      const started = performance.now();
      return [await loadDefinitions(await loadConfig(root), { cache }), performance.now() - started];
    };
    const [first] = await again();
    assert.equal(first.modules, ['blog', 'links', 'product', 'reviews_module', 'sales_channel', 'wish']);
    assert.match(
      sqlOf(first, 'blog'),
      /"blog_post_author_id_foreign" FOREIGN KEY \("author_id"\) REFERENCES "public"."author" \("id"\) ON UPDATE CASCADE ON DELETE CASCADE/,
    );
    const links = sqlOf(first, 'links');
    const tables = [...links.matchAll(/CREATE TABLE "public"\."(\w+)"/g)].map((m) => m[1]);
    assert.equal(tables.sort(), [
      'cart_cart_promotion_promotion',
      'product_product_blog_blog_post',
      'product_review',
      'product_sales_channel',
      'wish_wish_product_product',
    ]);
    assert.match(
      links,
      /"blog_post_id" character varying\(255\) NOT NULL,\n {2}"id" character varying\(255\) NOT NULL,\n {2}"rank" integer DEFAULT 0 NOT NULL,/,
    );
    assert.match(
      links,
      /CREATE INDEX "IDX_blog_post_id_2d24a1191" ON "public"."product_product_blog_blog_post" \("blog_post_id"\) WHERE \(deleted_at IS NULL\)/,
    );
    assert.not.match(links, /FOREIGN KEY/);

    // Nothing of it is loaded again: a framework that throws would be heard.
    const utils = join(root, 'node_modules/@medusajs/framework/utils.js');
    writeFileSync(utils, 'throw new Error("loaded again")');
    rmSync(join(root, 'node_modules/@medusajs/product/dist/index.js'));
    assert.equal((await again())[0].statements, first.statements);
    writeFileSync(utils, framework['node_modules/@medusajs/framework/utils.js']!);
    writeFileSync(join(root, 'node_modules/@medusajs/product/dist/index.js'), application['node_modules/@medusajs/product/dist/index.js']!);

    const author = join(root, 'src/modules/blog/models/author.ts');
    writeFileSync(author, application['src/modules/blog/models/author.ts']!.replace('name: model.text()', 'name: model.text().unique()'));
    assert.match(sqlOf((await again())[0], 'blog'), /IDX_author_name_unique/);
    // A new file in a folder that was searched counts too.
    writeFileSync(
      join(root, 'src/modules/blog/models/tag.ts'),
      `import { model } from '@medusajs/framework/utils';\nexport const Tag = model.define('tag', { id: model.id().primaryKey() });`,
    );
    assert.match(sqlOf((await again())[0], 'blog'), /CREATE TABLE "public"."tag"/);
    // And another version of a package, beside the one that was read.
    cpSync(join(store, '1'), join(store, '2'), { recursive: true });
    const model = join(store, '2/node_modules/@medusajs/product/dist/models/index.js');
    writeFileSync(model, readFileSync(model, 'utf8').replace('title: model.text()', 'title: model.text(), upgraded: model.text()'));
    rmSync(product);
    symlinkSync(join(store, '2/node_modules/@medusajs/product'), product);
    assert.match(sqlOf((await again())[0], 'product'), /"upgraded" text/);
  }));

test('what a medusa-config says of the database is known without booting anything, and follows the environment', () =>
  inFolder(application, async (root) => {
    const cache = { ...openCache(join(root, 'cache')), version: '1' };
    // As loadEnv() does: variables of files become the environment while the config is read.
    const config = application['medusa-config.ts']!.replace('projectConfig: {', `projectConfig: { databaseSchema: process.env.SHOP_SCHEMA ?? 'shop',`);
    put(root, { 'medusa-config.ts': `process.env.SHOP_URL ??= 'postgres://me:hunter2@one/shop';\nprocess.env.MEDUSA_FF_X = '1';\n${config}` });
    const { statements } = await loadDefinitions(await loadConfig(root), { cache });
    const tables = statements.map((s) => s.sql).filter((sql) => sql.startsWith('CREATE TABLE'));
    assert.equal(
      tables.filter((sql) => !sql.startsWith('CREATE TABLE "shop".')),
      [],
    );
    assert.is(tables.length, 11);
    const utils = join(root, 'node_modules/@medusajs/framework/utils.js');
    writeFileSync(utils, 'throw new Error("loaded again")');
    const schema = async (): Promise<string | undefined> => (await readMedusa(await loadConfig(root), { cache }))!.application!.databaseSchema;
    assert.is(await schema(), 'shop');
    writeFileSync(utils, framework['node_modules/@medusajs/framework/utils.js']!);
    process.env['SHOP_SCHEMA'] = 'other';
    try {
      assert.is(await schema(), 'other');
    } finally {
      delete process.env['SHOP_SCHEMA'];
    }
    const kept = readdirSync(join(root, 'cache'), { recursive: true, withFileTypes: true }).filter((f) => f.isFile());
    assert.ok(kept.length > 0);
    for (const f of kept) assert.not.ok(readFileSync(join(f.parentPath, f.name)).includes('hunter2'), f.name);
  }));

const wrong: readonly [why: string, files: { readonly [path: string]: string }, id: string, says: RegExp, next: RegExp][] = [
  [
    'a package that is not installed',
    { 'package.json': '{ "tidemark": { "modules": { "x": "@medusajs/nothing" } } }' },
    'MEDUSA_MODULE_MISSING',
    /^@medusajs\/nothing is no package that is installed here/,
    /^npm install @medusajs\/nothing/,
  ],
  [
    'a package without models',
    { 'package.json': '{ "tidemark": { "modules": { "cache": "@medusajs/cache" } } }' },
    'MEDUSA_NO_MODELS',
    /^@medusajs\/cache has no models/,
    /remove modules\.cache/,
  ],
  [
    'no medusa-config',
    { 'package.json': '{ "tidemark": { "medusa": "config/medusa-config.js" } }' },
    'MEDUSA_CONFIG_MISSING',
    /^there is no config\/medusa-config\.js/,
    /correct `medusa`/,
  ],
  [
    'a config that is none',
    { 'medusa-config.ts': 'export const nothing = 1;' },
    'MEDUSA_CONFIG',
    /^medusa-config\.ts exports no config of Medusa$/,
    /defineConfig/,
  ],
  [
    'a config that throws',
    { 'medusa-config.ts': `throw new Error('no STRIPE_KEY')` },
    'DEFINITION_THREW',
    /^medusa-config\.ts threw: no STRIPE_KEY$/,
    /correct it/,
  ],
  [
    'a config that never ends',
    { 'package.json': '{ "tidemark": { "medusa": true, "timeouts": { "definitions": "2s" } } }', 'medusa-config.ts': 'for (;;);' },
    'DEFINITION_TIMEOUT',
    /^medusa-config\.ts did not finish loading within 2 s$/,
    /loop/,
  ],
  [
    'a link whose side is gone',
    { 'medusa-config.ts': application['medusa-config.ts']!.replace(`{ resolve: './src/modules/reviews' },`, '') },
    'MEDUSA_LINK_SIDE',
    /Service reviewsModule was not found/,
    /modules that are there: .*product/,
  ],
  [
    'a link in a file that cannot be parsed: it is not a link less',
    { 'src/links/product-review.ts': 'import x from\n' },
    'DEFINITION_THREW',
    /^src\/links\/product-review\.ts threw: Unexpected token.* at src\/links\/product-review\.ts:\d+:\d+$/,
    /correct it/,
  ],
  [
    'two modules with one table',
    {
      'src/modules/reviews/models/review.ts': application['src/modules/reviews/models/review.ts']!.replace(
        `'review'`,
        `{ name: 'review', tableName: 'product' }`,
      ),
    },
    'DEFINED_TWICE',
    /^table public\.product is defined twice: in @medusajs\/product\/dist \(\/Product\) and in src\/modules\/reviews \(\/\w+\)/,
    /./,
  ],
  [
    'an extra column of a type that PostgreSQL does not have',
    { 'src/links/product-post.ts': application['src/links/product-post.ts']!.replace(`'integer'`, `'mediumint'`) },
    'MEDUSA_LINK_COLUMN',
    /"rank" of a link has the type mediumint/,
    /link\(\)/,
  ],
];
for (const [why, files, id, says, next] of wrong)
  test(`refused: ${why}`, async () => {
    const error = await refused(() => load({ ...application, ...files }));
    assert.is(error.id, id, error.stack ?? '');
    assert.match(error.message, says);
    assert.match(error.next!, next);
    if (id === 'MEDUSA_LINK_SIDE') assert.is(error.at.file, 'src/links/product-review.ts');
  });

test.run();
