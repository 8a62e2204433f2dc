import { belongsTo, entity, enumeration, hasMany, integer, jsonb, numeric, sql, text, uuid } from 'tidemark';

export const product = entity(
  'product',
  {
    id: uuid()
      .primaryKey()
      .default(sql`gen_random_uuid()`),
    title: text(),
    handle: text().comment('The name in addresses of the shop'),
    status: enumeration('product_status', ['draft', 'published']).default('draft'),
    tags: text().array().default([]),
    metadata: jsonb().nullable(),
    variants: hasMany(() => productVariant),
  },
  (t) => ({
    timestamps: true,
    uniques: [[t.handle]],
    indexes: [{ columns: [t.tags], method: 'gin' }],
  }),
);

export const productVariant = entity(
  'product_variant',
  {
    id: uuid()
      .primaryKey()
      .default(sql`gen_random_uuid()`),
    product: belongsTo(() => product).onDelete('cascade'),
    sku: text().unique(),
    price: numeric(12, 2),
    stock: integer().default(0),
  },
  (t) => ({
    timestamps: true,
    checks: { product_variant_price_positive: sql`${t.price} >= 0` },
  }),
);
