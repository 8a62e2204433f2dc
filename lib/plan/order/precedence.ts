// Precedence that no catalog edge tells: names that must be free, what drafts ask for themselves, renames first.
import { addressOf, keyOf, type Key } from '../../catalog/address.ts';
import { collect, reaches } from '../../catalog/collect.ts';
import type { Catalog, CatalogObject, Edge } from '../../catalog/catalog.ts';
import { edgesTo, homeOf, leansOn } from '../../catalog/listed.ts';
import { kindOf } from '../../kinds/registry.ts';
import type { Ledgered } from '../context.ts';
import type { Node, Nodes, Wait } from './nodes.ts';

/** What frees a name runs before what takes it. */
export function slots(
  ctx: Ledgered,
  nodes: readonly Node[],
  making: Map<Key, Node>,
  first: Map<Key, Node>,
  breaking: Map<Key, Node>,
  ghosts: ReadonlySet<Node>,
  must: Wait,
  rather: Wait,
): void {
  // What needs no statement takes its name when what it is a copy of is made.
  const naming = (o: CatalogObject): Node | undefined => {
    const node = first.get(keyOf(o.at));
    const of = node !== undefined && ghosts.has(node) ? kindOf(o.at.kind).original?.(o) : undefined;
    const original = of === undefined ? undefined : ctx.desired.objects.get(keyOf(of));
    return original === undefined || !first.has(keyOf(original.at)) ? node : naming(original);
  };
  const freed = new Map<string, { of: Key; by: Node }[]>();
  for (const [key, node] of breaking) {
    for (const slot of slotsOf(ctx.current.objects.get(key)!)) collect(freed, slot, { of: key, by: node });
  }
  // what an object's own statements take from another is free when they say so
  const own = new Set(nodes.flatMap((n) => n.step.breaks.filter((broken) => broken !== n.key).map((broken) => `${n.key} ${broken}`)));
  const given = new Map<string, Node[]>();
  for (const node of nodes) for (const slot of node.frees) given.set(slot, [...(given.get(slot) ?? []), node]);
  for (const node of nodes)
    for (const slot of node.takes) for (const giver of [...(given.get(slot) ?? []), ...(freed.get(slot) ?? []).map(({ by }) => by)]) must(node, giver);
  for (const node of nodes) for (const slot of node.awaits) for (const giver of given.get(slot) ?? []) rather(node, giver);
  for (const key of making.keys()) {
    const o = ctx.desired.objects.get(key)!;
    // a copy of a parent's is made under another name, and says itself when it takes its own
    const copy = kindOf(o.at.kind).original?.(o) !== undefined;
    for (const slot of slotsOf(o)) {
      for (const { of, by } of freed.get(slot) ?? []) if (!own.has(`${key} ${of}`)) must(naming(o), by);
      for (const giver of copy ? [] : (given.get(slot) ?? [])) must(first.get(key), giver);
    }
  }
}

/** The names it has that only one thing may have. */
export function slotsOf(o: CatalogObject): readonly string[] {
  const kind = kindOf(o.at.kind);
  return [`${kind.class}:${JSON.stringify([o.at.names, o.at.args])}`, ...(kind.slots?.(o) ?? [])];
}

/** What is made could lean on one of several, and takes the oldest (`Kind.servedBy`): on none that goes, or that another takes the place of. */
export function choices(ctx: Ledgered, { first, breaking, altering }: Nodes, rather: Wait): void {
  if (breaking.size + altering.size === 0) return;
  for (const [key, node] of first) {
    const o = ctx.desired.objects.get(key)!;
    for (const at of kindOf(o.at.kind).servedBy?.(o, ctx.current) ?? [])
      for (const before of [breaking.get(keyOf(at)), ...(altering.get(keyOf(at)) ?? [])]) rather(node, before);
  }
}

/** needs and breaks that a draft names itself. */
export function explicit(nodes: readonly Node[], making: Map<Key, Node>, breaking: Map<Key, Node>, altering: Map<Key, Node[]>, must: Wait): void {
  for (const node of nodes) {
    const drops = breaking.get(node.key) === node;
    for (const key of node.step.needs) {
      // What is named and goes in this plan has to be gone; of what comes again, a drop waits for the end of the old one.
      must(node, drops ? (breaking.get(key) ?? making.get(key)) : (making.get(key) ?? breaking.get(key)));
      for (const a of altering.get(key) ?? []) if (a.key !== node.key) must(node, a);
    }
    for (const key of node.step.breaks) if (breaking.get(key) !== node) must(breaking.get(key), node);
  }
}

/** What any of those that run at once waits for, all of them wait for. */
export function atOnce(nodes: readonly Node[], rather: Wait): void {
  const groups = new Map<string, Node[]>();
  for (const node of nodes) if (node.atOnce !== undefined) collect(groups, node.atOnce, node);
  for (const group of groups.values()) {
    if (group.length < 2) continue;
    const awaited = new Set(group.flatMap((n) => [...n.before, ...n.rather]));
    const after = (n: Node): boolean => group.some((member) => reaches(n, member, (p) => [...p.before, ...p.rather]));
    for (const n of awaited) if (!after(n)) for (const member of group) rather(member, n);
  }
}

const none: ReadonlySet<Node> = new Set();

/** Of an object's own statements, those from the first on that needs `x` itself: an identity asks for the NOT NULL of its column. */
export function lateFor(x: Key, own: readonly Node[]): ReadonlySet<Node> {
  const from = own.findIndex((a) => a.step.needs.includes(x));
  return from < 0 ? none : new Set(own.slice(from).filter((a) => a.key === own[from]!.key));
}

/** Those before the first that needs `y` itself: a partition leaves the table that goes before it can join one that takes that one's name. */
export function earlierThan(y: Key, own: readonly Node[]): ReadonlySet<Node> {
  const late = lateFor(y, own);
  return late.size === 0 ? none : new Set(own.filter((a) => !late.has(a)));
}

/** Those up to the last that gives up what this drop waits for: NOT NULL stays until the identity of its column is gone. */
export function earlyFor(drop: Node | undefined, own: readonly Node[]): ReadonlySet<Node> {
  const gives = (a: Node): boolean => a !== drop && a.frees.some((slot) => drop?.takes.includes(slot) === true);
  const until = own.map(gives).lastIndexOf(true);
  return new Set(own.slice(0, until + 1).filter((a) => a.key === own[until]!.key));
}

/** Whatever touches a renamed object, or something in it, speaks its new name. */
export function renames(ctx: Ledgered, nodes: readonly Node[], renaming: Map<Key, Node>, must: Wait): void {
  if (renaming.size === 0) return;
  const lastOf = new Map([...renaming.values()].map((n) => [n.module, n]));
  for (const node of nodes) if (node.rank !== -1) must(node, lastOf.get(node.module));
  const inside = (key: Key): Node | undefined => {
    const hit = renaming.get(key);
    if (hit !== undefined) return hit;
    const o = ctx.desired.objects.get(key) ?? ctx.current.objects.get(key);
    return o?.within === undefined ? undefined : inside(keyOf(o.within));
  };
  const leans = new Map<Key, Key[]>();
  for (const e of [...ctx.desired.edges, ...ctx.current.edges]) collect(leans, e.from, e.to);
  for (const node of nodes) {
    if (node.rank === -1) continue;
    for (const key of [node.key, ...node.step.makes, ...node.step.breaks]) {
      must(node, inside(key));
      for (const to of leans.get(key) ?? []) must(node, inside(to));
    }
  }
}

/** What leaves something, or comes to it, by a change of its own does so before a part is added to that (a check to a domain that no array may hold). */
export function parts(
  ctx: Ledgered,
  making: ReadonlyMap<Key, Node>,
  first: ReadonlyMap<Key, Node>,
  breaking: ReadonlyMap<Key, Node>,
  altering: ReadonlyMap<Key, readonly Node[]>,
  rather: Wait,
): void {
  const added = new Map<Key, { start: Node; end: Node }[]>();
  for (const [key, node] of making) {
    const within = ctx.desired.objects.get(key)?.within;
    if (within === undefined || making.has(keyOf(within))) continue;
    collect(added, keyOf(within), { start: first.get(key) ?? node, end: node });
    if (kindOf(addressOf(key).kind).settles !== true) continue;
    for (const { from, to } of leaningOn(keyOf(within), ctx.desired, making)) {
      if (from !== key) rather(first.get(from), node);
      if (!leansOn(ctx.current, from, to)) for (const a of altering.get(from) ?? []) rather(a, node);
    }
    for (const { from, to } of leaningOn(keyOf(within), ctx.current, breaking)) {
      rather(node, breaking.get(from));
      if (!leansOn(ctx.desired, from, to)) for (const a of altering.get(from) ?? []) rather(node, a);
    }
  }
  // A partition's column goes with its table, which leaves the parent's.
  const moving = (from: Key, to: Key): readonly Node[] =>
    altering.get(from) ?? (addressOf(from).kind === addressOf(to).kind ? altering.get(homeOf(ctx.current, from)) : undefined) ?? [];
  for (const [to, all] of added) {
    const leave = edgesTo(ctx.current, to).flatMap(({ from }) => (leansOn(ctx.desired, from, to) ? [] : moving(from, to)));
    const join = edgesTo(ctx.desired, to).flatMap(({ from }) => (leansOn(ctx.current, from, to) ? [] : (altering.get(from) ?? [])));
    for (const { start, end } of all) {
      for (const node of leave) rather(start, node);
      for (const node of join) rather(node, end);
    }
  }
}

/** All that leans on it, through however much that neither comes nor goes. */
function leaningOn(key: Key, catalog: Catalog, moving: ReadonlyMap<Key, Node>): Edge[] {
  const found = new Set([key]);
  const out: Edge[] = [];
  for (const k of found) {
    if (k !== key && moving.has(k)) continue;
    for (const edge of edgesTo(catalog, k)) {
      if (edge.how !== 'needs') continue;
      out.push(edge);
      found.add(edge.from);
    }
  }
  return out;
}

/** A call means one routine of its name by what else of that name is there: what goes is gone before a text that calls another is read. */
export function namesakes(
  ctx: Ledgered,
  making: Map<Key, Node>,
  first: Map<Key, Node>,
  breaking: Map<Key, Node>,
  altering: Map<Key, Node[]>,
  must: Wait,
): void {
  const nameOf = (key: Key): string => `${kindOf(addressOf(key).kind).class} ${JSON.stringify(addressOf(key).names)}`;
  const going = new Map<string, Key[]>();
  for (const key of breaking.keys()) if (addressOf(key).args.length > 0 && !ctx.desired.objects.has(key)) collect(going, nameOf(key), key);
  if (going.size === 0) return;
  const leftByChange = new Set(ctx.current.edges.filter((e) => altering.has(e.from)).map((e) => e.to));
  for (const { from, to } of ctx.desired.edges) {
    if (!making.has(from)) continue;
    for (const key of going.get(nameOf(to)) ?? []) if (key !== to && !leftByChange.has(key)) must(first.get(from), breaking.get(key));
  }
}
