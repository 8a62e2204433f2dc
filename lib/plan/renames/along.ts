// What the renames of one module do to the addresses of another's objects: with a schema goes what stands in it, and a function is
// called by the types it takes. What is the same thing before and after, a server says by its ids.
import { address, addressOf, compareText, keyOf, show, type Address, type Key } from '../../catalog/address.ts';
import { keysById } from '../../catalog/by-id.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { edgesFrom } from '../../catalog/listed.ts';
import type { PlanFile } from '../../format/plan.generated.ts';
import { holderOf } from '../../kinds/registry.ts';
import type { Prelude } from './prelude.ts';
import type { Segment } from '../step.ts';
import { afterRenames, homesOf } from './homes.ts';
import { handedOver, moduleOf, withOwners } from '../chains/owners.ts';
import type { Renaming } from './renames.ts';

/** An object that the renames of other modules than its own take to another address. */
interface Taken {
  readonly key: Key;
  readonly module: string;
  readonly by: ReadonlySet<string>;
}

/**
 * Renames of several modules, of which one takes along what another renames too: these run in the order in which they were tried. What
 * is taken along is spoken of by its new address after the last of them. `start`, `current`: one session's look before and after them.
 */
export function withTaken(prelude: readonly Prelude[], start: Catalog, current: Catalog, renamings: readonly Renaming[]): Prelude[] {
  const all = taken(start, current, renamings);
  if (all.length === 0) return [...prelude];
  const bound = new Map<string, Set<string>>();
  const bind = (a: string, b: string): void => void bound.set(a, (bound.get(a) ?? new Set()).add(b));
  for (const t of all)
    for (const m of t.by) {
      bind(t.module, m);
      bind(m, t.module);
    }
  const lastOf = new Map(prelude.map((p) => [p.module, p]));
  return prelude.map((p) => {
    const takes = lastOf.get(p.module) === p ? all.filter((t) => t.by.has(p.module)).map((t) => t.key) : [];
    return { ...p, takes, follows: bound.get(p.module) ?? new Set() };
  });
}

function taken(start: Catalog, current: Catalog, renamings: readonly Renaming[]): Taken[] {
  const formerly = keysById(start);
  const out: Taken[] = [];
  for (const [key, o] of current.objects) {
    const was = o.id === undefined ? undefined : formerly.get(o.id);
    if (was === undefined || was === key || o.module === undefined) continue;
    const by = new Set(movers(start, was, renamings).filter((m) => m !== o.module));
    if (by.size > 0) out.push({ key, module: o.module, by });
  }
  return out;
}

/** The modules that rename what it lives in or belongs to, or a type that it is called by. */
function movers(start: Catalog, key: Key, renamings: readonly Renaming[]): string[] {
  const homes = new Set<Key>([key]);
  for (const k of homes) {
    const within = start.objects.get(k)?.within;
    if (within !== undefined) homes.add(keyOf(within));
    for (const e of edgesFrom(start, k)) if (e.how === 'owned') homes.add(e.to);
  }
  const called = addressOf(key).args.length === 0 ? [] : edgesFrom(start, key).map((e) => e.to);
  const named = new Set<Key>([...homes, ...called].filter((k) => k !== key));
  const around = [...homes, ...called].flatMap((k) => homesOf(addressOf(k), renamings, 'from'));
  return [...around, ...renamings.filter((r) => named.has(keyOf(r.from)))].map((r) => r.module);
}

export interface Carry {
  readonly from: Key;
  readonly to: Key;
}

/**
 * What a plan of `module` leaves at another address and is another module's. `base` and `target` are one session's looks; what was
 * dropped meanwhile and made again is found where its home went. What goes by the name of its home, and has the same owner, is not told.
 */
function carries(base: Catalog, target: Catalog, module: string, renamings: readonly Renaming[]): Carry[] {
  const now = keysById(target);
  const found = new Map<Key, Carry>();
  const ownerOf = (key: Key): string | undefined => base.objects.get(key)?.module;
  for (const [key, o] of base.objects) {
    if (o.module === undefined || o.module === module) continue;
    const went = keyOf(afterRenames(o.at, renamings));
    const to = (o.id === undefined ? undefined : now.get(o.id)) ?? (target.objects.has(went) && !base.objects.has(went) ? went : key);
    if (to !== key) found.set(key, { from: key, to });
  }
  const isImplied = ({ from, to }: Carry): boolean => {
    const { within } = base.objects.get(from)!;
    const home = within === undefined ? undefined : found.get(keyOf(within));
    return home !== undefined && ownerOf(home.from) === ownerOf(from) && addressOf(home.to).names.every((n, i) => n === addressOf(to).names[i]);
  };
  return [...found.values()].filter((c) => !isImplied(c));
}

/** Of a plan, by the owners before it, what it takes over not being another's any more. */
export function carriedBy(
  plan: Pick<PlanFile, 'plan' | 'takes' | 'gives'>,
  base: Catalog,
  target: Catalog,
  by: ReadonlyMap<Key, string>,
  renamings: readonly Renaming[],
): Carry[] {
  if (renamings.length === 0) return [];
  const handed = new Map(by);
  handedOver(handed, plan);
  return carries(withOwners(base, handed), target, moduleOf(plan), renamings);
}

/** As a plan file has them. */
export function saidCarries(all: readonly Carry[]): NonNullable<PlanFile['carries']> {
  const text = (key: Key): string => show(addressOf(key));
  return all.map((c) => ({ address: text(c.from), to: text(c.to) })).sort((a, b) => compareText(a.address, b.address));
}

/** As they are said where a part begins, after parts of other modules: `start` is where all parts begin. */
export function standing(renamings: readonly Renaming[], start: Catalog, base: Catalog): Renaming[] {
  // A routine is renamed before the types that it takes: those of another module are called as they were.
  const own = renamings.some((r) => r.to.args.length === 0);
  return renamings.map((r) => {
    const from = standingAt(r.from, start, base);
    return { ...r, from, to: own ? r.to : { ...r.to, args: from.args } };
  });
}

/** What has this address in one look, by the address that it has in another. */
export function standingAt(at: Address, here: Catalog, there: Catalog): Address {
  const holder = holderOf(at.kind);
  if (holder !== undefined) return address(at.kind, [...standingAt(address(holder.name, at.names.slice(0, -1)), here, there).names, at.names.at(-1)!]);
  const id = here.objects.get(keyOf(at))?.id;
  const key = id === undefined ? undefined : keysById(there).get(id);
  return key === undefined ? at : addressOf(key);
}

/** The steps of a part as they are said where it runs, its last rename with what it takes along of other modules. */
export function inPlace(segments: readonly Segment[], ends: Ends, all: readonly Carry[]): Segment[] {
  const { start, renamed, base, target } = ends;
  const before = (key: Key): Key => (base.objects.has(key) ? key : keyOf(standingAt(addressOf(key), start, base)));
  const after = (key: Key): Key => (target.objects.has(key) ? key : keyOf(standingAt(addressOf(key), renamed, target)));
  const last = segments.flatMap((s) => s.steps.filter((step) => step.renames === true)).at(-1);
  const spoken = new Set(segments.flatMap((s) => s.steps.flatMap((step) => (step.renames === true ? step.makes.map(after) : []))));
  const along = all.filter((c) => !spoken.has(c.to));
  return segments.map((s) => ({
    ...s,
    steps: s.steps.map((step) => {
      if (step.renames !== true) return step;
      const said = { ...step, makes: step.makes.map(after), breaks: step.breaks.map(before) };
      return step === last ? { ...said, makes: [...said.makes, ...along.map((c) => c.to)], breaks: [...said.breaks, ...along.map((c) => c.from)] } : said;
    }),
  }));
}

/** `start` and `renamed`: before all parts, and with all renames. `base` and `target`: before and after this one. */
export interface Ends {
  readonly start: Catalog;
  readonly renamed: Catalog;
  readonly base: Catalog;
  readonly target: Catalog;
}
