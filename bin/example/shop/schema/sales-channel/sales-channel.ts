import { boolean, entity, link, sql, text, uuid } from 'tidemark';
import { product } from '../product/product.ts';

export const salesChannel = entity('sales_channel', {
  id: uuid()
    .primaryKey()
    .default(sql`gen_random_uuid()`),
  name: text().unique(),
  enabled: boolean().default(true),
});

/** Which products are sold where: a table with a foreign key to each side. */
export const productSalesChannel = link(product, salesChannel);
