// Owns what all types share: how they are dropped, renamed, commented, owned and granted. Domains say TYPE too, where they may.
import { ident, qualified } from '../sql/quote.ts';
import type { Address, CatalogObject, Draft } from './kind.ts';

const type = (o: CatalogObject): string => `TYPE ${qualified(o.at.names)}`;

export const typeCommands = {
  class: 'pg_type',
  drop: (o: CatalogObject): Draft => ({ sql: `DROP ${type(o)}` }),
  rename: (from: CatalogObject, to: Address): Draft => ({
    sql: from.at.names[0] === to.names[0] ? `ALTER ${type(from)} RENAME TO ${ident(to.names[1]!)}` : `ALTER ${type(from)} SET SCHEMA ${ident(to.names[0]!)}`,
  }),
  replaceable: true,
  commentOn: type,
  ownerOn: type,
  grantOn: type,
  privileges: (): readonly string[] => ['USAGE'],
};
