// What has its name by the time that a server chooses one for a copy. A name it finds taken gets a number, so that which of two comes
// first is settled here: what the plan makes under such a name by itself, then copies in tables that exist, then in new ones, one by one.
import { address, keyOf, type Address, type Key } from '../../catalog/address.ts';
import { reaches } from '../../catalog/collect.ts';
import { edgesFrom, listed } from '../../catalog/listed.ts';
import { cloningOf } from './clonings.ts';
import type { CatalogObject, Context } from '../kind.ts';

const relations = new Set(['table', 'view', 'materialized view', 'foreign table', 'sequence', 'composite type', 'index']);

const labelsOf = (o: CatalogObject): readonly string[] => (o.aside?.['labels'] ?? []) as readonly string[];
const nameOf = (o: CatalogObject): string => o.at.names.at(-1)!;

/** Does the name of a copy of that kind have to differ from its? A key's must be free among constraints too. */
export function isNamesake(o: CatalogObject, kind: string): boolean {
  const key = o.at.kind === 'table constraint' && o.attrs['type'] !== 'check' && o.attrs['type'] !== 'foreign key';
  return relations.has(o.at.kind) || key || o.at.kind === kind;
}

const byName = (o: CatalogObject): string => JSON.stringify([o.at.names[0], nameOf(o)]);
const derived = (o: CatalogObject): string | undefined => {
  const name = cloningOf(o)?.derived(o, labelsOf(o), 0);
  return name === undefined ? undefined : JSON.stringify([o.at.names[0], name]);
};

/** Copies in other tables whose names the server derives alike. */
export function rivals(o: CatalogObject, ctx: Context): CatalogObject[] {
  const others = listed(ctx.desired, derived, derived(o)!).filter((c) => keyOf(c.within!) !== keyOf(o.within!));
  return others.filter((c) => ctx.madeHere(c.at) && cloningOf(c)!.comes(c, ctx));
}

/** Those of them that have their names by then. */
export function rivalsBefore(o: CatalogObject, ctx: Context): CatalogObject[] {
  return rivals(o, ctx).filter((c) => turn(c, ctx) < turn(o, ctx));
}

/** What the plan makes by that name, but for what leans on the table of the copy. */
export function namedBefore(o: CatalogObject, name: string, ctx: Context): CatalogObject[] {
  const own = (x: CatalogObject): boolean => !(cloningOf(x)?.comes(x, ctx) ?? false);
  const found = listed(ctx.desired, byName, JSON.stringify([o.at.names[0], name])).filter((x) => isNamesake(x, o.at.kind) && ctx.madeHere(x.at) && own(x));
  const leadsTo = (key: Key): Key[] => edgesFrom(ctx.desired, key).map((e) => e.to);
  return found.filter((x) => !reaches(keyOf(x.at), keyOf(o.within!), leadsTo));
}

/** Tables that exist before new ones, parents before their partitions. */
function turn(o: CatalogObject, ctx: Context): string {
  if (!ctx.madeHere(o.within!)) return `0 ${whenMade(o, ctx)}`;
  return `1 ${String(depth(o.within!, ctx)).padStart(9, '0')} ${keyOf(o.within!)}`;
}

function depth(table: Address, ctx: Context): number {
  const parent = ctx.desired.objects.get(keyOf(table))?.attrs['partitionOf'];
  return parent == null ? 0 : 1 + depth(address('table', parent as readonly string[]), ctx);
}

/** What it is a clone of in the end. */
export function topmost(o: CatalogObject, ctx: Context): Key {
  const of = address(o.at.kind, o.attrs['inherited'] as readonly string[]);
  const parent = ctx.desired.objects.get(keyOf(of));
  return parent !== undefined && Array.isArray(parent.attrs['inherited']) ? topmost(parent, ctx) : keyOf(of);
}

/** The order in which what they are clones of is made is that of all clones. Of tables further up first: one that looks like it would be taken in further down. */
export function whenMade(o: CatalogObject, ctx: Context): string {
  const top = topmost(o, ctx);
  const table = ctx.desired.objects.get(top)?.within;
  return `${String(table === undefined ? 0 : depth(table, ctx)).padStart(9, '0')} ${top}`;
}
