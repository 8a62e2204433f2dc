// An index whose name a new key takes, and a key whose name a new index takes. An index becomes the key's own where it is like it;
// else the new one is built beside the old one first, and no query is without either.
import { address, addressOf, keyOf, type Address, type Key } from '../../catalog/address.ts';
import { canonical } from '../../catalog/fingerprint.ts';
import { edgesFrom } from '../../catalog/listed.ts';
import { hasIndex } from './constraint-parts.ts';
import { isPartition, isPartitioned } from '../partitions/inheritance.ts';
import type { CatalogObject, Context } from '../kind.ts';

/** The index that `key` has to get out of its way, where that goes without a gap. */
export function indexInTheWay(key: CatalogObject, ctx: Context): CatalogObject | undefined {
  const table = key.within!;
  const index = ctx.current.objects.get(keyOf(address('index', [key.at.names[0]!, key.at.names[2]!])));
  if (index === undefined || !ctx.online || !ctx.existed(table) || keyOf(index.within!) !== keyOf(table)) return undefined;
  if (!hasIndex(key) || ctx.brokenHere(key.at) || !ctx.brokenHere(index.at) || ctx.madeHere(index.at)) return undefined;
  return standsAlone(table, ctx) && columnsStay(index, ctx) ? index : undefined;
}

/** The key that `index` has to get out of its way, where that goes without a gap. */
export function keyInTheWay(index: CatalogObject, ctx: Context): CatalogObject | undefined {
  const table = index.within!;
  const key = ctx.current.objects.get(keyOf(address('table constraint', [...table.names, index.at.names[1]!])));
  if (key === undefined || !ctx.online || !ctx.existed(table) || !hasIndex(key)) return undefined;
  if (ctx.brokenHere(index.at) || !ctx.brokenHere(key.at) || ctx.madeHere(key.at)) return undefined;
  return standsAlone(table, ctx) && columnsStay(key, ctx) ? key : undefined;
}

/** Does the index of its name see to it that the key goes? */
export function goesForIndex(key: CatalogObject, ctx: Context): boolean {
  const index = ctx.desired.objects.get(keyOf(address('index', [key.at.names[0]!, key.at.names[2]!])));
  return index !== undefined && hasIndex(key) && keyOf(index.within!) === keyOf(key.within!) && keyInTheWay(index, ctx) !== undefined;
}

function standsAlone(table: Address, ctx: Context): boolean {
  return !ctx.brokenHere(table) && !isPartitioned(table, ctx.desired) && !isPartition(table, ctx.desired) && !isPartition(table, ctx.current);
}

/** Else the old one goes with one of them, with a column of its predicate too, or before one of them gets another type. */
function columnsStay(old: CatalogObject, ctx: Context): boolean {
  const asItWas = (to: Key): boolean =>
    ['type', 'collation'].every((a) => canonical(ctx.current.objects.get(to)?.attrs[a]) === canonical(ctx.desired.objects.get(to)?.attrs[a]));
  return edgesFrom(ctx.current, keyOf(old.at)).every((e) => e.how === 'soft' || (!ctx.brokenHere(addressOf(e.to)) && asItWas(e.to)));
}

/** Does the key of its name see to it that the index goes? */
export function goesForKey(index: CatalogObject, ctx: Context): boolean {
  const key = ctx.desired.objects.get(keyOf(address('table constraint', [...index.within!.names, index.at.names[1]!])));
  return key !== undefined && takenOver(key, ctx) !== undefined;
}

/** The definition of the index that the key needs: `(columns)`, what it includes, and how it takes NULLs; undefined where only the plain form can make it. */
export function indexForm(key: CatalogObject): { readonly columns: string; readonly includes: string; readonly nulls: string } | undefined {
  const m = /^(?:PRIMARY KEY|UNIQUE)( NULLS NOT DISTINCT)? (\(.*?\))( INCLUDE \(.*\))?$/s.exec(key.attrs['definition'] as string);
  if (m === null || / WITHOUT OVERLAPS\)/.test(m[2]!)) return undefined;
  return { columns: m[2]!, includes: m[3] ?? '', nulls: m[1] ?? '' };
}

/** The index in the way, and whether the key may simply take it. */
export function takenOver(key: CatalogObject, ctx: Context): { readonly index: CatalogObject; readonly fits: boolean } | undefined {
  const form = indexForm(key);
  const index = (form === undefined && key.attrs['type'] !== 'exclusion') || key.attrs['valid'] === false ? undefined : indexInTheWay(key, ctx);
  if (index === undefined || form === undefined) return index === undefined ? undefined : { index, fits: false };
  const a = index.attrs;
  const alike = (mine: string, its: string): boolean => JSON.stringify(a[mine] ?? null) === JSON.stringify(key.attrs[its] ?? null);
  const fits =
    a['unique'] === true &&
    a['predicate'] == null &&
    a['valid'] !== false &&
    a['statistics'] == null &&
    a['definition'] === `USING btree ${form.columns}${form.includes}${form.nulls}` &&
    alike('options', 'options') &&
    alike('tablespace', 'tablespace') &&
    alike('clustered', 'clustered') &&
    alike('replicaIdentity', 'replicaIdentity') &&
    alike('comment', 'indexComment');
  return { index, fits };
}
