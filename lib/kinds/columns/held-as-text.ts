// A column stays while a type it is of is made again: its values are text meanwhile.
import { address, keyOf, type Key } from '../../catalog/address.ts';
import { edgesFrom, edgesTo, leansOn } from '../../catalog/listed.ts';
import { ident, literal, qualified } from '../../sql/quote.ts';
import { alterColumn } from './alter-column.ts';
import { isText } from './casts.ts';
import { list, records, text } from '../attributes/attr.ts';
import { heirsOf, isInherited } from '../partitions/inheritance.ts';
import type { Edge } from '../../catalog/catalog.ts';
import type { Catalog, CatalogObject, Check, Context, Draft } from '../kind.ts';
import { asked, losesRows } from '../keys/violations.ts';
import { leavesAndJoins, wordsOfKey } from '../partitions/remade-parent.ts';
import { cutsTo, ownStorage } from '../sql-types/retype.ts';
import { rewritten } from '../sql-types/rewritten.ts';
import { isUserMade, labelsOf, underDomains } from '../sql-types/type-of-ours.ts';

export function heldAsText(o: CatalogObject, ctx: Context): { off: Draft[]; on: Draft[] } | undefined {
  const after = ctx.desired.objects.get(keyOf(o.at));
  const type = text(o, 'type')!;
  if (after === undefined || after.attrs['generated'] != null || !mayChange(o, ctx)) return undefined;
  const leaves = text(after, 'type') !== type;
  const another = leaves || !edgesFrom(ctx.current, keyOf(o.at)).every((e) => !isType(e, ctx.current) || leansOn(ctx.desired, e.from, e.to));
  const narrowed = another ? goesByText(after, type, ctx) : comesBack(keyOf(o.at), ctx);
  if (narrowed === undefined) return undefined;
  if (isInherited(o) || o.bond !== undefined) return { off: [], on: [] };
  const name = ident(o.at.names[2]!);
  const alter = (type: string): Pick<Draft, 'sql' | 'clause'> => alterColumn(qualified(o.at.names.slice(0, 2)), name, `TYPE ${type}`);
  const changed = (change: Draft): Draft[] => rewritten(o.within!, change, ctx);
  const array = type.endsWith('[]') ? '[]' : '';
  const collation = list(after, 'collation');
  // The server converts nothing in a foreign table, and refuses USING there.
  const using = (to: string): string => (o.within!.kind === 'foreign table' ? '' : ` USING ${name}::${to}`);
  const off = changed({ ...alter(`text${array}${using(`text${array}`)}`), what: 'held as text', ...(another ? asked(strange(o, after, ctx)) : {}) });
  if (leaves) return { off, on: [] };
  return {
    off,
    on: [
      // by assignment, which refuses what does not fit: the explicit cast would cut it
      ...(narrowed ? changed({ ...alter(underDomains(type, ctx.desired)), what: 'fits' }) : []),
      ...changed({ ...alter(`${type}${collation.length === 0 ? '' : ` COLLATE ${qualified(collation)}`}${using(type)}`), what: 'of its type again' }),
      ...ownStorage([o, ...copiesBelow(o, ctx)], ctx),
    ],
  };
}

/** What it is of when its own statements change its type. */
export function typeBefore(o: CatalogObject, ctx: Context): string {
  const type = text(o, 'type')!;
  return !ctx.offBefore(o.at) ? type : type.endsWith('[]') ? 'text[]' : 'text';
}

/** Of a type that it leaves: is the text of a value what the new one makes of it? Not where somebody said how. True: where it fits. */
function goesByText(after: CatalogObject, from: string, ctx: Context): boolean | undefined {
  const [was, is] = [underDomains(from, ctx.current), underDomains(text(after, 'type')!, ctx.desired)];
  const arrays = was.endsWith('[]') && is.endsWith('[]');
  const [a, b] = arrays ? [was.slice(0, -2), is.slice(0, -2)] : [was, is];
  const labels = labelsOf(a, ctx.current) !== undefined && labelsOf(b, ctx.desired) !== undefined;
  const same = labels || isText(a) || isText(b) || (was === is && !isUserMade(was, ctx));
  return same && ctx.hint(after.at, 'using') === undefined ? cutsTo(is) : undefined;
}

/** Values that are no label of the enum that it comes to be of. */
function strange(o: CatalogObject, after: CatalogObject, ctx: Context): Check | undefined {
  const is = underDomains(text(after, 'type')!, ctx.desired);
  const labels = labelsOf(is.replace(/\[\]$/, ''), ctx.desired);
  if (labels === undefined || !ctx.existed(o.within!) || losesRows(o.within!, ctx)) return undefined;
  const [table, column] = [o.at.names.slice(0, 2), o.at.names[2]!];
  const none = `<> ALL (ARRAY[${labels.map(literal).join(', ')}]::pg_catalog.text[])`;
  const value = ident(column);
  const wrong = is.endsWith(']')
    ? `EXISTS (SELECT FROM pg_catalog.unnest(${value}::pg_catalog.text[]) AS element(value) WHERE element.value ${none})`
    : `${value}::pg_catalog.text ${none}`;
  const rest = `FROM ${qualified(table)} WHERE ${wrong}`;
  return {
    sql: `SELECT pg_catalog.count(*) ${rest}`,
    message: `values of ${[...table, column].join('.')} are no label of the enum it comes to be of`,
    list: `SELECT * ${rest}`,
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

const isType = (e: Edge, catalog: Catalog): boolean => e.how === 'needs' && types.has(catalog.objects.get(e.to)?.at.kind ?? '');

const types = new Set(['enum', 'composite type', 'range type', 'domain']);

/** The types of ours that it is made of, at any depth. */
function typesOf(column: Key, catalog: Catalog): Key[] {
  const found = new Set<Key>([column]);
  for (const key of found) for (const e of edgesFrom(catalog, key)) if (isType(e, catalog)) found.add(e.to);
  return [...found].slice(1);
}
