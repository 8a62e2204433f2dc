// A partition has its parent's identity and none of its own: PostgreSQL attaches no table whose column has one (17 and newer).
import { address, keyOf } from '../../catalog/address.ts';
import { ident, qualified } from '../../sql/quote.ts';
import { identityDrafts, identityOf, position, regclass, sequenceName } from '../columns/identity.ts';
import { descending } from '../columns/sequence-options.ts';
import { isPartition } from './inheritance.ts';
import type { CatalogObject, Context, Difference, Draft } from '../kind.ts';

/** Of a column in a table that becomes a partition: it had one, and its parent's has none. */
export function leavesItsOwn({ from, to }: Difference, ctx: Context): boolean {
  return from.attrs['identity'] != null && to.attrs['identity'] == null && !isPartition(to.within!, ctx.current);
}

/** Of columns with an identity before and after: their own, before the table joins. */
export function identitiesOff(table: CatalogObject, ctx: Context): Draft[] {
  return both(table, ctx).map(({ to }) => ({
    sql: `ALTER TABLE ${qualified(table.at.names)} ALTER COLUMN ${ident(to.at.names[2]!)} DROP IDENTITY`,
    what: `${to.at.names[2]!} has that of its parent`,
  }));
}

/** Once it has joined: the parent's goes on after the values that came. */
export function identitiesGoOn(table: CatalogObject, ctx: Context): Draft[] {
  const parent = table.attrs['partitionOf'] as readonly string[];
  return both(table, ctx).flatMap(({ to }) => {
    const column = ctx.desired.objects.get(keyOf(address(to.at.kind, [...parent, to.at.names[2]!])));
    const counted = column === undefined ? undefined : identityOf(column);
    if (counted === undefined) return [];
    const [sequence, name, down] = [sequenceName(column!), ident(to.at.names[2]!), descending(counted)];
    const past = `pg_catalog.${down ? 'min' : 'max'}(${name}) ${down ? '-' : '+'} 1`;
    return {
      sql: `SELECT pg_catalog.setval(${regclass(sequence)}, ${down ? 'LEAST' : 'GREATEST'}((SELECT ${position(counted)} FROM ${qualified(sequence)}), ${past}), false) FROM ${qualified(parent)}`,
      what: 'identity goes on after the last value',
    };
  });
}

/** After it left: the parent's stays behind. */
export function identitiesBack(table: CatalogObject, ctx: Context): Draft[] {
  return both(table, ctx).flatMap(({ from, to }) =>
    identityDrafts({ from: { ...from, attrs: { ...from.attrs, identity: null } }, to, attrs: ['identity'] } as Difference, ctx).map((d) => ({
      ...d,
      needs: [],
      what: `${to.at.names[2]!} gets one of its own`,
    })),
  );
}

function both(table: CatalogObject, ctx: Context): { from: CatalogObject; to: CatalogObject }[] {
  return ctx.children(table.at).flatMap((to) => {
    const from = to.at.kind === 'table column' && !ctx.brokenHere(to.at) ? ctx.current.objects.get(keyOf(to.at)) : undefined;
    return from?.attrs['identity'] != null && to.attrs['identity'] != null ? [{ from, to }] : [];
  });
}
