// A Medusa application in a temporary folder: two modules of its own, three links, a plugin, and a stand-in for the framework.
import { readFileSync } from 'node:fs';
import type { Files } from '../project.ts';

const here = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');

/** What every one of them needs. */
export const framework: Files = {
  'node_modules/@medusajs/framework/package.json': '{ "name": "@medusajs/framework", "version": "0.0.0" }',
  'node_modules/@medusajs/framework/utils.js': here('framework.cjs'),
};

export const everything: Files = { ...framework, 'models/everything.cjs': here('everything.cjs'), 'everything.sql': here('everything.sql') };

/** A package as Medusa ships its modules: compiled, models beside the entry. */
function shipped(name: string, service: string, models: string): Files {
  const at = `node_modules/@medusajs/${name}`;
  return {
    [`${at}/package.json`]: `{ "name": "@medusajs/${name}", "version": "2.21.2", "main": "dist/index.js" }`,
    [`${at}/dist/index.js`]: `const { Module, MedusaService } = require('@medusajs/framework/utils');
const models = require('./models');
class Service extends MedusaService(models) {}
exports.__esModule = true;
exports.default = Module('${service}', { service: Service });`,
    [`${at}/dist/models/index.js`]: `const { model } = require('@medusajs/framework/utils');\n${models}`,
    [`node_modules/@medusajs/medusa/${name}.js`]: `exports.__esModule = true; exports.default = require('@medusajs/${name}').default; exports.discoveryPath = require.resolve('@medusajs/${name}');`,
  };
}

export const application: Files = {
  ...framework,
  'package.json': '{ "name": "shop", "tidemark": { "medusa": true } }',
  ...shipped('product', 'product', `exports.Product = model.define('product', { id: model.id({ prefix: 'prod' }).primaryKey(), title: model.text() });`),
  ...shipped('sales-channel', 'sales_channel', `exports.SalesChannel = model.define('SalesChannel', { id: model.id().primaryKey(), name: model.text() });`),
  ...shipped('cache', 'cache', ''),
  'node_modules/@medusajs/medusa/package.json': '{ "name": "@medusajs/medusa", "version": "2.21.2" }',
  'node_modules/@medusajs/medusa/link-modules.js': `exports.discoveryPath = require.resolve('@medusajs/link-modules');`,
  'node_modules/@medusajs/link-modules/package.json': '{ "name": "@medusajs/link-modules", "version": "2.21.2", "main": "dist/index.js" }',
  'node_modules/@medusajs/link-modules/dist/index.js': '',
  'node_modules/@medusajs/link-modules/dist/definitions/index.js': `
const side = (serviceName, entity, foreignKey) => ({ serviceName, entity, foreignKey, primaryKey: 'id' });
exports.ProductSalesChannel = { isLink: true, databaseConfig: { tableName: 'product_sales_channel', idPrefix: 'prodsc' }, relationships: [side('product', 'Product', 'product_id'), side('sales_channel', 'SalesChannel', 'sales_channel_id')] };
exports.CartPromotion = { isLink: true, relationships: [side('cart', 'Cart', 'cart_id'), side('promotion', 'Promotion', 'promotion_id')] };
exports.ReadOnly = { isLink: true, isReadOnlyLink: true, extends: [] };`,
  'node_modules/wishes/package.json': '{ "name": "wishes", "version": "1.0.0" }',
  'node_modules/wishes/.medusa/server/src/modules/wish/index.js': `const { Module, MedusaService } = require('@medusajs/framework/utils');
exports.default = Module('wish', { service: class extends MedusaService(require('./models/wish')) {} });`,
  'node_modules/wishes/.medusa/server/src/modules/wish/models/wish.js': `const { model } = require('@medusajs/framework/utils');
exports.Wish = model.define('wish', { id: model.id().primaryKey(), text: model.text() });`,
  'node_modules/wishes/.medusa/server/src/links/wish-product.js': `const { defineLink } = require('@medusajs/framework/utils');
exports.default = defineLink(require('../modules/wish').default.linkable.wish, require('@medusajs/medusa/product').default.linkable.product);`,
  'tsconfig.json': `{ "compilerOptions": { /* as Medusa's own commands read it */ "baseUrl": ".", "paths": { "@/*": ["./src/*"], }, } }`,
  '.env': 'SHOP_URL=postgres://one/shop\n',
  'medusa-config.ts': `import { defineConfig } from '@medusajs/framework/utils';
import path from 'node:path';
if (path.sep === '') throw new Error('a default import of what is CommonJS');
module.exports = defineConfig({
  projectConfig: { databaseUrl: process.env.SHOP_URL ?? 'postgres://localhost/shop' },
  plugins: ['wishes'],
  modules: [
    { key: 'product', resolve: '@medusajs/medusa/product' },
    { key: 'sales_channel', resolve: '@medusajs/medusa/sales-channel' },
    { key: 'cache', resolve: '@medusajs/medusa/cache' },
    { key: 'off', resolve: './src/modules/nowhere', disable: true },
    { resolve: './src/modules/blog' },
    { resolve: './src/modules/reviews' },
  ],
});
`,
  'src/modules/blog/index.ts': `import { Module } from '@medusajs/framework/utils';
import BlogService from './service';
export const BLOG = 'blog';
export default Module(BLOG, { service: BlogService });
`,
  'src/modules/blog/service.ts': `import { MedusaService } from '@medusajs/framework/utils';
import { Post } from './models/post';
import { Author } from './models/author';
export default class BlogService extends MedusaService({ Post, Author }) {
  constructor(readonly container: unknown) {
    super();
  }
}
`,
  'src/modules/blog/models/post.ts': `import { model } from '@medusajs/framework/utils';
import { Author } from './author';
export const Post = model.define('blog_post', {
  id: model.id({ prefix: 'post' }).primaryKey(),
  title: model.text().searchable(),
  author: model.belongsTo(() => Author, { mappedBy: 'posts' }),
});
`,
  'src/modules/blog/models/author.ts': `import { model } from '@medusajs/framework/utils';
import { Post } from './post';
export const Author = model
  .define('author', { id: model.id().primaryKey(), name: model.text(), posts: model.hasMany(() => Post, { mappedBy: 'author' }) })
  .cascades({ delete: ['posts'] });
`,
  'src/modules/reviews/index.ts': `import { Module, MedusaService } from '@medusajs/framework/utils';
import * as models from '@/modules/reviews/models/review';
export default Module('reviewsModule', { service: class extends MedusaService(models) {} });
`,
  'src/modules/reviews/models/review.ts': `import { model } from '@medusajs/framework/utils';
export const Review = model.define('review', { id: model.id().primaryKey(), stars: model.number().default(5) });
`,
  'src/links/product-post.ts': `import { defineLink } from '@medusajs/framework/utils';
import ProductModule from '@medusajs/medusa/product';
import BlogModule from 'src/modules/blog';
export default defineLink(ProductModule.linkable.product, { linkable: BlogModule.linkable.blogPost, isList: true }, {
  database: { extraColumns: { rank: { type: 'integer', defaultValue: '0' } } },
});
`,
  'src/links/product-review.ts': `import { defineLink } from '@medusajs/framework/utils';
import ProductModule from '@medusajs/medusa/product';
import ReviewsModule from '../modules/reviews';
export default defineLink(ProductModule.linkable.product, ReviewsModule.linkable.review, { database: { table: 'product_review' } });
export const reading = defineLink({ linkable: ProductModule.linkable.product, field: 'id' }, BlogModule.linkable.author, { readOnly: true });
import BlogModule from '../modules/blog';
`,
};
