// A column stays while a type it is of is made again: its values are text meanwhile.
import { address, keyOf, type Key } from '../../catalog/address.ts';
import { edgesFrom, edgesTo } from '../../catalog/listed.ts';
import { ident, qualified } from '../../sql/quote.ts';
import { alterColumn } from './alter-column.ts';
import { list, records, text } from '../attributes/attr.ts';
import { heirsOf, isInherited } from '../partitions/inheritance.ts';
import type { Catalog, CatalogObject, Context, Draft } from '../kind.ts';
import { leavesAndJoins, wordsOfKey } from '../partitions/remade-parent.ts';
import { cutsTo, ownStorage } from '../sql-types/retype.ts';
import { rewritten } from '../sql-types/rewritten.ts';
import { underDomains } from '../sql-types/type-of-ours.ts';

export function heldAsText(o: CatalogObject, ctx: Context): { off: Draft[]; on: Draft[] } | undefined {
  const after = ctx.desired.objects.get(keyOf(o.at));
  const type = text(o, 'type')!;
  if (after === undefined || text(after, 'type') !== type || after.attrs['generated'] != null || !mayChange(o, ctx)) return undefined;
  const narrowed = comesBack(keyOf(o.at), ctx);
  if (narrowed === undefined) return undefined;
  if (isInherited(o) || o.bond !== undefined) return { off: [], on: [] };
  const name = ident(o.at.names[2]!);
  const alter = (type: string): Pick<Draft, 'sql' | 'clause'> => alterColumn(qualified(o.at.names.slice(0, 2)), name, `TYPE ${type}`);
  const changed = (change: Draft): Draft[] => rewritten(o.within!, change, ctx);
  const array = type.endsWith('[]') ? '[]' : '';
  const collation = list(after, 'collation');
  // The server converts nothing in a foreign table, and refuses USING there.
  const using = (to: string): string => (o.within!.kind === 'foreign table' ? '' : ` USING ${name}::${to}`);
  return {
    off: changed({ ...alter(`text${array}${using(`text${array}`)}`), what: 'held as text' }),
    on: [
      // by assignment, which refuses what does not fit: the explicit cast would cut it
      ...(narrowed ? changed({ ...alter(underDomains(type, ctx.desired)), what: 'fits' }) : []),
      ...changed({ ...alter(`${type}${collation.length === 0 ? '' : ` COLLATE ${qualified(collation)}`}${using(type)}`), what: 'of its type again' }),
      ...ownStorage([o, ...copiesBelow(o, ctx)], ctx),
    ],
  };
}

/** Those that partitions and children have from it. */
function copiesBelow(o: CatalogObject, ctx: Context): CatalogObject[] {
  return heirsOf(o.within!, ctx.desired)
    .flatMap((t) => ctx.desired.objects.get(keyOf(address(o.at.kind, [...t.at.names, o.at.names[2]!]))) ?? [])
    .flatMap((c) => [c, ...copiesBelow(c, ctx)]);
}

/** PostgreSQL changes no column of a typed table, of rows that another column holds, and none that rows are told apart by. */
function mayChange(o: CatalogObject, ctx: Context): boolean {
  const table = ctx.current.objects.get(keyOf(o.within!));
  const key = table?.attrs['partitionBy'];
  if (o.attrs['generated'] != null || table?.attrs['ofType'] != null || leavesAndJoins(o.within!, ctx)) return false;
  const isColumn = (of: Key): boolean => ctx.current.objects.get(of)?.at.kind === 'table column';
  if (edgesTo(ctx.current, keyOf(o.within!)).some((e) => e.how === 'needs' && isColumn(e.from))) return false;
  return typeof key !== 'string' || !wordsOfKey(key).includes(o.at.names[2]!);
}

/** Is the text of a value one of the new form too? Of a row it is by its places. True: it is where it fits, and would be cut elsewhere. */
function comesBack(column: Key, ctx: Context): boolean | undefined {
  const places = (o: CatalogObject): string => JSON.stringify(records(o, 'attributes').map((a) => a['name']));
  const all = typesOf(column, ctx.current).map((key) => [ctx.current.objects.get(key)!, ctx.desired.objects.get(key)] as const);
  if (all.some(([was, is]) => is === undefined || places(was) !== places(is))) return undefined;
  const cut = all.filter(([was, is]) => text(was, 'type') !== text(is!, 'type') && cutsTo(text(is!, 'type') ?? ''));
  if (cut.length > 0 && all.some(([was]) => was.at.kind !== 'domain' || text(was, 'type')!.endsWith('[]'))) return undefined;
  return cut.length > 0;
}

const types = new Set(['enum', 'composite type', 'range type', 'domain']);

/** The types of ours that it is made of, at any depth. */
function typesOf(column: Key, catalog: Catalog): Key[] {
  const found = new Set<Key>([column]);
  for (const key of found)
    for (const e of edgesFrom(catalog, key)) if (e.how === 'needs' && types.has(catalog.objects.get(e.to)?.at.kind ?? '')) found.add(e.to);
  return [...found].slice(1);
}
