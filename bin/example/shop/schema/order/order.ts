import { belongsTo, bigint, entity, enumeration, hasMany, integer, numeric, sql, text, timestamptz } from 'tidemark';
import { productVariant } from '../product/product.ts';
import { salesChannel } from '../sales-channel/sales-channel.ts';

export const order = entity(
  'order',
  {
    id: bigint().identity().primaryKey(),
    email: text(),
    state: enumeration(['open', 'paid', 'sent', 'cancelled']).default('open'),
    placed_at: timestamptz().default(sql`now()`),
    channel: belongsTo(() => salesChannel).nullable(),
    lines: hasMany(() => orderLine),
  },
  (t) => ({ indexes: [[t.email], [t.placed_at.desc()]] }),
);

export const orderLine = entity(
  'order_line',
  {
    order: belongsTo(() => order)
      .primaryKey()
      .onDelete('cascade'),
    position: integer().primaryKey(),
    variant: belongsTo(() => productVariant).onDelete('restrict'),
    quantity: integer().default(1),
    price: numeric(12, 2),
    total: numeric(14, 2).generated(sql`quantity * price`),
  },
  (t) => ({ checks: { order_line_quantity_positive: sql`${t.quantity} > 0` } }),
);
