// The name the server gives to the clone of a parent's index or key: the derived one, or, where that is taken, the first free
// one with a number behind. Clones that derive the same name come one after the other, in the order of their parents' names.
import { address, keyOf, type Address } from '../../catalog/address.ts';
import { inside } from '../../catalog/listed.ts';
import { cloningOf, type Cloning } from './clonings.ts';
import { isPartitioned } from './inheritance.ts';
import type { CatalogObject, Context, Draft } from '../kind.ts';
import { isNamesake, namedBefore, rivals, rivalsBefore, topmost, whenMade } from './names-before.ts';

const nameOf = (o: CatalogObject): string => o.at.names.at(-1)!;
const isClone = (o: CatalogObject): boolean => o.attrs['inherited'] != null;

/** Its parent's object. */
export function cloneOf(o: CatalogObject): Address {
  return address(o.at.kind, o.attrs['inherited'] as readonly string[]);
}

export function originalOf(o: CatalogObject): Address | undefined {
  return Array.isArray(o.attrs['inherited']) ? cloneOf(o) : undefined;
}

/** The name that a clone has by now: of the one that goes with what it is made again for, where their original stays, else what the server has just called it. */
export function nameBefore(o: CatalogObject, ctx: Context, called: () => string): string {
  const stays = !ctx.madeHere(o.within!) && !ctx.madeHere(cloneOf(o));
  const same = (c: CatalogObject): boolean => c.at.kind === o.at.kind && JSON.stringify(c.attrs['inherited']) === JSON.stringify(o.attrs['inherited']);
  const before = stays ? inside(ctx.current, keyOf(o.within!)).find((c) => same(c) && ctx.brokenHere(c.at)) : undefined;
  return before === undefined ? called() : nameOf(before);
}

/** The statement that gives a clone its own name, where it has another; of several in one table a name is left before it is taken. */
export function givenItsName(o: CatalogObject, was: string, sql: string): Draft | null {
  const slot = (name: string): string => `clone ${JSON.stringify([o.within!.names, name])}`;
  const left = [slot(was), `pg_class:${JSON.stringify([[o.at.names[0], was], []])}`];
  return was === nameOf(o) ? null : { sql, what: 'name of the clone', needs: [o.within!], frees: left, takes: [slot(nameOf(o))] };
}

/** The name a clone has when the server has just made it. */
export function nameOfClone(o: CatalogObject, ctx: Context, how: Cloning): string {
  const taken = standing(o, ctx, how);
  const alike = atOnce(o, ctx, how);
  const given = alike.map(() => take(o, taken, how, ctx));
  if (alike.includes(o)) return given.includes(nameOf(o)) ? nameOf(o) : given[0]!;
  for (const [i, c] of alike.entries()) {
    if (!given.includes(nameOf(c))) taken.delete(given[i]!);
    taken.add(nameOf(c));
  }
  for (const c of renamedBefore(o, ctx, how)) taken.add(nameOf(c));
  for (const c of oneByOne(o, ctx, how)) {
    const name = take(o, taken, how, ctx);
    if (c === o) return name;
    taken.delete(name);
    taken.add(nameOf(c));
  }
  return how.derived(o, labelsOf(o, ctx, how), 0);
}

/** Clones of what the parent has already: they come in one statement, in an order that differs from server to server. */
export function atOnce(o: CatalogObject, ctx: Context, how: Cloning): CatalogObject[] {
  return alikeOf(o, ctx, how).filter((c) => !ctx.madeHere(cloneOf(c)));
}

/** The names that they get among them. */
export function namesAtOnce(o: CatalogObject, ctx: Context, how: Cloning): string[] {
  const taken = standing(o, ctx, how);
  return atOnce(o, ctx, how).map(() => take(o, taken, how, ctx));
}

/** What has its own name before this parent's object is made: the clones that come before its clones, and their parents. */
export function clonesBefore(whole: CatalogObject, ctx: Context, how: Cloning): Address[] {
  if (whole.within === undefined || !isPartitioned(whole.within, ctx.desired)) return [];
  const out = new Map<string, Address>();
  for (const o of ctx.desired.objects.values()) {
    if (o.at.kind !== whole.at.kind || !isClone(o) || topmost(o, ctx) !== keyOf(whole.at)) continue;
    if (!how.comes(o, ctx)) continue;
    const alike = oneByOne(o, ctx, how);
    for (const c of renamedBefore(o, ctx, how)) out.set(keyOf(c.at), c.at);
    for (const c of alike.slice(0, alike.indexOf(o))) for (const at of [cloneOf(c), c.at]) out.set(keyOf(at), at);
    for (const c of [...namesakes(o, ctx, how), ...(ctx.madeHere(o.within!) ? [] : rivalsBefore(o, ctx))]) out.set(keyOf(c.at), c.at);
  }
  return [...out.values()];
}

/** What has its own name before a new partition is made: see there. */
export function namesBefore(table: CatalogObject, ctx: Context): Address[] {
  if (table.attrs['partitionOf'] == null) return [];
  return ctx.children(table.at).flatMap((c) => {
    const how = cloningOf(c);
    if (how === undefined || !ctx.madeHere(c.at) || !how.comes(c, ctx)) return [];
    const first = [...before(c, ctx, how), ...namesakes(c, ctx, how)].map((o) => o.at);
    // With the table, and not all tables at once in an order of the server's.
    return rivals(c, ctx).length > 0 && !comesLater(c, ctx, how) ? [...first, cloneOf(c)] : first;
  });
}

/** Copies in other tables that have their names by then. */
function before(o: CatalogObject, ctx: Context, how: Cloning): CatalogObject[] {
  return comesLater(o, ctx, how) ? [] : rivalsBefore(o, ctx);
}

/** By a statement on its parent, when the table that the plan makes too is there: its turn among others in that table is there. */
function comesLater(o: CatalogObject, ctx: Context, how: Cloning): boolean {
  return ctx.madeHere(o.within!) && ctx.madeHere(cloneOf(o)) && takesTurns(o, ctx, how);
}

/** Clones in the same table that come by other names than theirs, of originals that are there already: they have their own by then. */
function renamedBefore(o: CatalogObject, ctx: Context, how: Cloning): CatalogObject[] {
  const stale = (c: CatalogObject): boolean => JSON.stringify(labelsOf(c, ctx, how)) !== JSON.stringify(c.aside?.['labels'] ?? []);
  return newClones(o, ctx).filter((c) => ctx.current.objects.has(keyOf(cloneOf(c))) && stale(c));
}

/** Of its kind, in its table. */
function newClones(o: CatalogObject, ctx: Context): CatalogObject[] {
  return ctx.children(o.within!).filter((c) => c.at.kind === o.at.kind && isClone(c) && ctx.madeHere(c.at));
}

/** Does another clone of the same derived name come by a statement of its own? */
export function takesTurns(o: CatalogObject, ctx: Context, how: Cloning): boolean {
  return oneByOne(o, ctx, how).some((c) => c !== o);
}

function oneByOne(o: CatalogObject, ctx: Context, how: Cloning): CatalogObject[] {
  return alikeOf(o, ctx, how).filter((c) => ctx.madeHere(cloneOf(c)));
}

/** Clones that this plan brings into the same table under the same derived name, in the order in which they are made. */
function alikeOf(o: CatalogObject, ctx: Context, how: Cloning): CatalogObject[] {
  const derived = how.derived(o, labelsOf(o, ctx, how), 0);
  return newClones(o, ctx)
    .filter((c) => how.derived(c, labelsOf(c, ctx, how), 0) === derived && how.comes(c, ctx))
    .sort((a, b) => (whenMade(a, ctx) < whenMade(b, ctx) ? -1 : 1));
}

/** The columns of an index keep the names that they had when it was made, whatever the table's are called since: also below, but for one made by name. */
function labelsOf(o: CatalogObject, ctx: Context, how: Cloning): readonly string[] {
  const own = (o.aside?.['labels'] ?? []) as readonly string[];
  let from: CatalogObject | undefined = o;
  while (from !== undefined && isClone(from) && ctx.madeHere(from.at)) {
    if (from !== o && from.at.kind === 'index' && atOnce(from, ctx, how).length > 1) return own;
    const of: Address = cloneOf(from);
    from = ctx.madeHere(of) ? ctx.desired.objects.get(keyOf(of)) : ctx.current.objects.get(keyOf(of));
  }
  return from === undefined || ctx.madeHere(from.at) ? own : ((from.aside?.['labels'] ?? []) as readonly string[]);
}

/** Names that are there before and stay. */
function kept(o: CatalogObject, ctx: Context): Set<string> {
  const out = new Set<string>();
  for (const c of ctx.current.objects.values()) if (c.at.names[0] === o.at.names[0] && !ctx.brokenHere(c.at) && isNamesake(c, o.at.kind)) out.add(nameOf(c));
  return out;
}

/** Those that are there when it gets its own. */
function standing(o: CatalogObject, ctx: Context, how: Cloning): Set<string> {
  const out = kept(o, ctx);
  for (const c of [...before(o, ctx, how), ...namesakes(o, ctx, how)]) out.add(nameOf(c));
  return out;
}

/** What the plan makes under a name that the server could come to; of the free ones, other copies in the same table take some. */
function namesakes(o: CatalogObject, ctx: Context, how: Cloning): CatalogObject[] {
  const labels = labelsOf(o, ctx, how);
  const taken = kept(o, ctx);
  const out: CatalogObject[] = [];
  let free = newClones(o, ctx).length;
  for (let n = 0; free > 0; n += 1) {
    const name = how.derived(o, labels, n);
    const found = namedBefore(o, name, ctx);
    if (found.length === 0 && !taken.has(name)) free -= 1;
    out.push(...found);
  }
  return out;
}

function take(o: CatalogObject, taken: Set<string>, how: Cloning, ctx: Context): string {
  const labels = labelsOf(o, ctx, how);
  for (let n = 0; ; n += 1) {
    const name = how.derived(o, labels, n);
    if (taken.has(name)) continue;
    taken.add(name);
    return name;
  }
}
