// Owns ownership, one rule for every kind: who creates an object owns it, until OWNER TO says otherwise.
import { keyOf, type Address } from '../../catalog/address.ts';
import { ident } from '../../sql/quote.ts';
import type { CatalogObject, Context, Draft, Kind } from '../kind.ts';

/** Slot: it has the owner that it is to have, whom statements about its parts name. */
export function handed(at: Address): string {
  return `owner of ${keyOf(at)}`;
}

/** `from` null: `to` was just created by the connected role. */
export function ownerDrafts(kind: Kind, from: CatalogObject | null, to: CatalogObject | null, _ctx: Context): Draft[] {
  if (to === null) return [];
  const target = kind.ownerOn?.(to);
  const stock = kind.stockOwner ?? '@runner';
  const [was, is] = [from === null ? '@runner' : ownerOf(from, stock), ownerOf(to, stock)];
  if (target === undefined || was === is) return [];
  return [
    {
      sql: `ALTER ${target} OWNER TO ${is === '@runner' ? 'CURRENT_USER' : ident(is)}`,
      what: 'owner',
      frees: [handed(to.at)],
      ...(from === null ? { needs: [to.at] } : {}),
    },
  ];
}

function ownerOf(o: CatalogObject, stock: string): string {
  return typeof o.attrs.owner === 'string' ? o.attrs.owner : stock;
}
