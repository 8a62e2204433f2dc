// What is replaced takes along what leans on it. Generic: only the records know what may be dropped and made again.
import { addressOf, keyOf, show, type Key } from '../catalog/address.ts';
import type { CatalogObject, Edge } from '../catalog/catalog.ts';
import type { Alter, Change } from '../catalog/diff.ts';
import { edgesTo, homeOf, leansOn } from '../catalog/listed.ts';
import type { Kind, Outcome } from '../kinds/kind.ts';
import { kindOf } from '../kinds/registry.ts';
import { blocked, sameName } from './blocked.ts';
import type { Ledgered } from './context.ts';
import { crossing } from './crossing.ts';
import { slotsOf } from './order/precedence.ts';
import { stranded } from './stranded.ts';

/** Attributes that one generic rule renders for every kind; they never force a replacement. */
export const genericAttrs: ReadonlySet<string> = new Set(['comment', 'owner', 'acl', 'securityLabels']);

export interface Expanded {
  /** In both catalogs, dropped and made again. */
  readonly replaced: ReadonlySet<Key>;
  readonly created: ReadonlyMap<Key, CatalogObject>;
  readonly dropped: ReadonlyMap<Key, CatalogObject>;
  readonly altered: ReadonlyMap<Key, Alter>;
  /** Objects whose alteration makes everything that leans on them stand aside. */
  readonly unsettled: ReadonlySet<Key>;
  /** Objects whose own statements put another in their place. */
  readonly displaced: ReadonlySet<Key>;
  /** Dropped by address alone: another object goes on in their place. */
  readonly became: ReadonlySet<Key>;
  /** They stay while a type they are of is made again, and are of another one meanwhile. */
  readonly parked: ReadonlySet<Key>;
  /** Columns that the alter of another object (the value) converts: an enum that loses a label. */
  readonly rebuilt: ReadonlyMap<Key, Key>;
  /** The objects whose alter does that. */
  readonly swapped: ReadonlySet<Key>;
}

export function expand(changes: readonly Change[], ctx: Ledgered): Expanded {
  const created = new Map<Key, CatalogObject>();
  const dropped = new Map<Key, CatalogObject>();
  const altered = new Map<Key, Alter>();
  for (const c of changes) {
    if (c.is === 'create') created.set(c.key, c.to);
    else if (c.is === 'drop') dropped.set(c.key, c.from);
    else altered.set(c.key, c);
  }
  for (const key of created.keys()) ctx.made.add(key);
  for (const key of dropped.keys()) ctx.broken.add(key);

  const leaners = (key: Key): readonly Edge[] => edgesTo(ctx.current, key).filter((e) => e.how !== 'soft');
  const replaced = new Set<Key>();
  const unsettled = new Set<Key>();
  const displaced = new Set<Key>();
  const became = new Set<Key>();
  const rebuilt = new Map<Key, Key>();
  const swaps: { key: Key; columns: ReadonlySet<Key> }[] = [];
  const queue: { key: Key; why: 'replaced' | 'unsettled' }[] = [];
  const replace = (key: Key): void => {
    if (replaced.has(key) || created.has(key) || dropped.has(key)) return;
    replaced.add(key);
    ctx.made.add(key);
    ctx.broken.add(key);
    queue.push({ key, why: 'replaced' });
  };
  const unsettle = (key: Key): void => {
    if (unsettled.has(key) || replaced.has(key)) return;
    unsettled.add(key);
    queue.push({ key, why: 'unsettled' });
  };

  for (const o of [...dropped.values(), ...created.values(), ...[...altered.values()].map((a) => a.to)]) {
    for (const at of kindOf(o.at.kind).remakes?.(o, ctx) ?? []) replace(keyOf(at));
  }
  const byRule = (alter: Alter): boolean => !replaced.has(alter.key) && outcomesOf(kindOf(alter.from.at.kind), alter, ctx).includes('replace');
  for (const alter of altered.values()) {
    const kind = kindOf(alter.from.at.kind);
    if (byRule(alter)) replace(alter.key);
    else if (kind.swaps?.(alter, ctx) === true) {
      displaced.add(alter.key);
      queue.push({ key: alter.key, why: 'replaced' });
    } else {
      if (alter.attrs.some((a) => kind.unsettles?.includes(a))) unsettle(alter.key);
      const columns = kind.retypes?.(alter, ctx)?.map(keyOf);
      if (columns !== undefined) swaps.push({ key: alter.key, columns: new Set(columns) });
    }
  }
  const releases = (o: CatalogObject): boolean => {
    const { holdsOn } = kindOf(o.at.kind);
    return altered.get(keyOf(o.at))?.attrs.some((a) => !genericAttrs.has(a) && holdsOn?.includes(a) !== true) === true;
  };
  const changing = (o: CatalogObject | undefined): boolean =>
    o !== undefined && (releases(o) || (o.within !== undefined && changing(ctx.current.objects.get(keyOf(o.within)))));
  // Its own change, or that of what it lives in, lets go of its like (a partition that leaves its parent, with its columns).
  const letsGo = (leaner: CatalogObject, to: Key): boolean =>
    !leansOn(ctx.desired, keyOf(leaner.at), to) && (releases(leaner) || (addressOf(to).kind === leaner.at.kind && changing(leaner)));

  const through = new Set<Key>();
  const parked = new Set<Key>();
  const park = (key: Key): void => {
    if (!parked.has(key)) queue.push({ key, why: 'unsettled' });
    for (const set of [parked, through, unsettled]) set.add(key);
  };
  const takesAnother = ({ at }: CatalogObject): boolean => altered.get(keyOf(at))?.attrs.some((a) => kindOf(at.kind).unsettles?.includes(a)) === true;

  const heirs = heirsOf(dropped, created, ctx);
  // The same text may mean another thing afterwards (a view instead of a table of that name): it cannot stay while the old thing goes.
  for (const [key, o] of dropped) {
    if (kindOf(o.at.kind).becomes?.(o, ctx) !== undefined) {
      became.add(key);
      continue;
    }
    for (const { from, how } of leaners(key)) {
      const leaner = ctx.current.objects.get(from);
      // It lives in something else by the same name afterwards.
      const home = how === 'within' ? ctx.desired.objects.get(from)?.within : undefined;
      if (home !== undefined && keyOf(home) !== key) replace(from);
      // It would let go of the one only when the other is there, which takes the name that the first one has to leave.
      const heir = how === 'within' || leaner === undefined ? undefined : heirs(key, from);
      if (heir !== undefined && (releases(leaner!) || !mayReplace(leaner!))) {
        if (mayReplace(leaner!)) replace(from);
        else if (kindOf(leaner!.at.kind).meanwhile?.(leaner!, ctx) === undefined) throw sameName(key, heir, from);
        else if (!takesAnother(leaner!)) park(from);
        continue;
      }
      if (
        how === 'within' ||
        leaner === undefined ||
        // what a child has of its parent and keeps is its own from now on
        leaner.bond !== undefined ||
        releases(leaner) ||
        !ctx.desired.objects.has(from) ||
        !mayReplace(leaner) ||
        letsGo(leaner, key)
      )
        continue;
      replace(from);
    }
  }
  const goesAlong = (o: CatalogObject): boolean =>
    o.within !== undefined &&
    (replaced.has(keyOf(o.within)) || (ctx.current.objects.has(keyOf(o.within)) && goesAlong(ctx.current.objects.get(keyOf(o.within))!)));
  for (const { key, columns } of swaps) {
    unsettled.add(key);
    for (const column of columns) {
      unsettle(column);
      if (kindOf(addressOf(key).kind).retypesThrough === true) through.add(column);
      rebuilt.set(column, key);
    }
    // What names the type itself cannot ride: its text would go on meaning the old one.
    for (const edge of leaners(key)) {
      const leaner = ctx.current.objects.get(edge.from);
      if (leaner === undefined || columns.has(edge.from) || dropped.has(edge.from) || goesAlong(leaner)) continue;
      // A column that takes another type in this very plan is done before the swap, or off meanwhile.
      if (letsGo(leaner, key) && takesAnother(leaner)) continue;
      if (mayReplace(leaner)) replace(edge.from);
      else if (kindOf(leaner.at.kind).meanwhile?.(leaner, ctx) !== undefined) park(edge.from);
      else if (!altered.has(edge.from)) throw blocked(key, edge.from);
    }
  }
  const spread = ({ key, why }: (typeof queue)[number]): void => {
    for (const edge of leaners(key)) {
      const leaner = ctx.current.objects.get(edge.from);
      if (leaner === undefined || dropped.has(edge.from) || replaced.has(edge.from)) continue;
      const kind = kindOf(leaner.at.kind);
      if (why === 'replaced' && (letsGo(leaner, key) || (edge.how !== 'within' && kind.outlives?.(leaner, ctx) === true))) continue;
      if (why === 'unsettled' && rides(kind, leaner, ctx, rebuilt.has(key)) && !(through.has(key) && edge.how !== 'within')) continue;
      // Also a child's, which goes with its parent's.
      if (edge.how === (why === 'replaced' ? 'needs' : 'auto') && (why === 'replaced' || parked.has(key)) && kind.meanwhile?.(leaner, ctx) !== undefined) {
        park(edge.from);
        continue;
      }
      if (!mayReplace(leaner) && !(why === 'replaced' && edge.how === 'within')) {
        if (why === 'unsettled' && edge.how === 'within') continue;
        throw blocked(key, edge.from);
      }
      replace(edge.from);
    }
  };
  const goes = (key: Key): boolean => dropped.has(key) || replaced.has(key);
  const comes = (key: Key): boolean => created.has(key) || replaced.has(key);
  const lettingGo = [...altered.values()].filter((a) => releases(a.from) && mayReplace(a.from) && a.from.bond === undefined).map((a) => a.key);
  const swapped = new Set(swaps.map((w) => w.key));
  let known = 0;
  do {
    while (queue.length > 0) spread(queue.shift()!);
    // A rule may say otherwise by now: the table has to leave a parent that is made again.
    if (replaced.size > known) for (const alter of altered.values()) if (byRule(alter)) replace(alter.key);
    known = replaced.size;
    for (const key of crossing(ctx, altered, swapped, goes, comes)) {
      if (parked.has(key) || rebuilt.has(key)) continue;
      ctx.off.add(key);
      park(key);
    }
    for (const key of stranded(ctx, unsettled, lettingGo, goes, comes)) if (!parked.has(key)) replace(key);
  } while (queue.length > 0);
  for (const key of replaced) {
    altered.delete(key);
    displaced.delete(key);
    parked.delete(key);
  }
  return { replaced, created, dropped, altered, unsettled, displaced, became, parked, rebuilt, swapped };
}

/** The rule of every changed attribute, each group once. */
export function outcomesOf(kind: Kind, alter: Alter, ctx: Ledgered): Outcome[] {
  const done = new Set<string>();
  const outcomes: Outcome[] = [];
  for (const attr of alter.attrs) {
    if (genericAttrs.has(attr) || done.has(attr)) continue;
    const group = kind.together?.find((g) => g.includes(attr)) ?? [attr];
    for (const a of group) done.add(a);
    const rule = kind.alter[attr] ?? kind.alter[group[0]!];
    if (rule === undefined) throw new Error(`kind "${kind.name}" has no rule for attribute "${attr}" (${show(alter.from.at)})`);
    outcomes.push(rule === 'replace' ? 'replace' : rule(alter, ctx));
  }
  return outcomes;
}

function rides(kind: Kind, o: CatalogObject, ctx: Ledgered, swapped: boolean): boolean {
  return typeof kind.ridesTypeChange === 'function' ? kind.ridesTypeChange(o, ctx, swapped) : kind.ridesTypeChange === true;
}

/** Can it be dropped and made again, and lose nothing by that? */
export function mayReplace(o: CatalogObject): boolean {
  const { replaceable } = kindOf(o.at.kind);
  return typeof replaceable === 'function' ? replaceable(o) : replaceable;
}

/** Of something dropped and what leans on it: what comes under the same name, and is leaned on instead. */
function heirsOf(
  dropped: ReadonlyMap<Key, CatalogObject>,
  created: ReadonlyMap<Key, CatalogObject>,
  ctx: Ledgered,
): (gone: Key, leaner: Key) => Key | undefined {
  const bySlot = new Map<string, Key>();
  for (const [key, o] of created) if (o.within === undefined) for (const slot of slotsOf(o)) bySlot.set(slot, key);
  const heirs = new Map<Key, Key>();
  for (const [key, o] of dropped) {
    const heir = o.within === undefined ? slotsOf(o).map((slot) => bySlot.get(slot)) : [];
    for (const h of heir) if (h !== undefined) heirs.set(key, h);
  }
  const leans = new Set(heirs.size === 0 ? [] : ctx.desired.edges.map((e) => `${e.from} ${homeOf(ctx.desired, e.to)}`));
  return (gone, leaner) => {
    const heir = heirs.get(homeOf(ctx.current, gone));
    return heir !== undefined && leans.has(`${leaner} ${heir}`) ? heir : undefined;
  };
}
