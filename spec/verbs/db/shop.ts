// A project in the shape of a Medusa one: two modules of its own, three links between them, a data script.
import type { Files } from '../place.ts';

export const blog = `import { entity, text } from 'tidemark';
export const post = entity('post', { id: text().primaryKey(), title: text() });
export const author = entity('author', { id: text().primaryKey(), name: text() });
`;

export const shop = `import { entity, integer, text } from 'tidemark';
export const item = entity('item', { id: text().primaryKey(), price: integer() });
export const brand = entity('brand', { id: text().primaryKey() });
`;

export const links = (
  options: { postItem?: string; authorItem?: string; postBrand?: string | null } = {},
): string => `import { integer, link, text } from 'tidemark';
import { author, post } from '../blog/blog.ts';
import { brand, item } from '../shop/shop.ts';
export const postItem = link(post, item, { ${options.postItem ?? ''} });
export const authorItem = link(author, item, { ${options.authorItem ?? ''} });
${options.postBrand === null ? '' : `export const postBrand = link(post, brand, { ${options.postBrand ?? ''} });`}
export const unused = [integer, text, brand];
`;

export const project: Files = {
  'tidemark.config.json': JSON.stringify({ project: 'shop' }),
  'schema/blog/blog.ts': blog,
  'schema/shop/shop.ts': shop,
  'schema/links/links.ts': links(),
  'plans/shop/scripts/0001-first-items.sql': `INSERT INTO item (id, price) VALUES ('i1', 10), ('i2', 20);\n`,
};
