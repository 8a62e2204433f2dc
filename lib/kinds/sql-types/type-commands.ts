// Owns what all types share: how they are dropped, renamed, commented, owned and granted. Domains say TYPE too, where they may.
import { qualified } from '../../sql/quote.ts';
import type { Address, CatalogObject, Draft } from '../kind.ts';
import { renamedTo } from '../names/renamed-to.ts';

const type = (o: CatalogObject): string => `TYPE ${qualified(o.at.names)}`;

export const typeCommands = {
  class: 'pg_type',
  drop: (o: CatalogObject): Draft => ({ sql: `DROP ${type(o)}` }),
  rename: (from: CatalogObject, to: Address): Draft => ({
    sql: `ALTER ${type(from)} ${renamedTo(from.at.names, to.names)}`,
  }),
  replaceable: true,
  commentOn: type,
  ownerOn: type,
  grantOn: type,
  privileges: (): readonly string[] => ['USAGE'],
};
