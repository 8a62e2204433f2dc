// Owns default values of columns, in tables and in views.
import { address, keyOf } from '../catalog/address.ts';
import { ident, qualified } from '../sql/quote.ts';
import { comesFromParent, defaultsOf, isPartition, parentColumns } from './partitions/inheritance.ts';
import type { CatalogObject, Context, Draft, Kind } from './kind.ts';
import { inTypedColumn } from './columns/typed-table.ts';

// ONLY: a child says for itself what it has.
const on = (o: CatalogObject): string =>
  `ALTER ${o.within!.kind === 'view' ? 'VIEW' : 'TABLE ONLY'} ${qualified(o.at.names.slice(0, 2))} ALTER COLUMN ${ident(o.at.names[2]!)}`;
const change = (o: CatalogObject, to: string): Draft => ({
  sql: `${on(o)} ${to}`,
  ...(o.within!.kind === 'view' ? {} : { frees: [defaultsOf(address('table', o.at.names.slice(0, 2)))] }),
});
const set = (o: CatalogObject): Draft => change(o, `SET DEFAULT ${o.attrs['expression'] as string}`);

export const defaultValue: Kind = {
  name: 'default value',
  class: 'pg_attrdef',
  rank: 220,
  replaceable: true,
  // PostgreSQL casts it along by assignment, which is what it would do with the same text anew.
  ridesTypeChange: (o, ctx, swapped) => !swapped && ctx.desired.objects.get(keyOf(o.at))?.attrs['expression'] === o.attrs['expression'],

  query: () => `
    select d.oid::text as objid, 0 as objsubid, json_build_array(n.nspname, c.relname, a.attname) as names, null::json as args,
      case when c.relkind = 'v' then json_build_object('kind', 'view', 'names', json_build_array(n.nspname, c.relname))
        else json_build_object('kind', 'table column', 'names', json_build_array(n.nspname, c.relname, a.attname)) end as within,
      a.attnum::int4 as ordinal, null::text as owner, null::json as acl,
      json_build_object('expression', pg_get_expr(d.adbin, d.adrelid)) as attrs
    from pg_attrdef d
    join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum and a.attgenerated = '' and not a.attisdropped
    join pg_class c on c.oid = d.adrelid and c.relkind in ('r', 'p', 'f', 'v') and c.relpersistence <> 't'
    join pg_namespace n on n.oid = c.relnamespace and {user_schemas:n}`,

  clause,
  create: set,
  drop: (o) => change(o, 'DROP DEFAULT'),
  alter: { expression: (d) => set(d.to) },
};

function clause(o: CatalogObject, ctx: Context): string | null {
  if (o.within!.kind === 'view' || inTypedColumn(o, ctx)) return null;
  const column = ctx.desired.objects.get(keyOf(o.within!));
  // A table that is to join its parent gets the column by itself, before.
  if (column !== undefined && comesFromParent(column, ctx)) {
    if (fromParent(o, ctx)) return '';
    if (!isPartition(column.within!, ctx.desired) || !ctx.madeHere(column.within!)) return null;
  }
  return `DEFAULT ${o.attrs['expression'] as string}`;
}

/** A child made by this plan gets a copy of the default its parent has at that moment; a new column passes its own on to all below. */
function fromParent(o: CatalogObject, ctx: Context): boolean {
  const child = o.within!;
  return parentColumns(o.at, ctx.desired).some((p) => {
    const key = keyOf({ ...o.at, names: p.at.names });
    const own = ctx.desired.objects.get(key);
    // What came to the parent in the same way is not what the parent is given then.
    if (own !== undefined && !ctx.madeHere(address('table', child.names.slice(0, 2))) && ctx.madeHere(p.at) && comesFromParent(p, ctx))
      return fromParent({ ...own, attrs: o.attrs }, ctx);
    if (own?.attrs['expression'] !== o.attrs['expression']) return false;
    if (!ctx.madeHere(p.within!)) return true;
    return clause(own!, ctx) !== null;
  });
}
