// Owns the graph of statements: which must run before which. Edges come from the two catalogs, never from kinds.
import { addressOf, keyOf, type Key } from '../catalog/address.ts';
import { collect } from '../catalog/collect.ts';
import type { Edge } from '../catalog/catalog.ts';
import { leansOn } from '../catalog/listed.ts';
import type { Clause, Draft } from '../kinds/kind.ts';
import { kindOf } from '../kinds/registry.ts';
import { broughtAlong, follow, leavesAlong, takers } from './carriers.ts';
import type { Ledgered } from './context.ts';
import type { Expanded } from './expand.ts';
import { dissolve } from './ghosts.ts';
import type { Folds } from './fold.ts';
import { parkedNodes, waitsAround } from './parked.ts';
import { earlierThan, earlyFor, explicit, lateFor, namesakes, parts, renames, slots } from './precedence.ts';
import { preludeNodes, type Prelude } from './prelude.ts';
import { mainDraft, stepOf, type Rendered } from './rendered.ts';
import type { Renaming } from './renames.ts';
import type { Step } from './step.ts';

export interface Node extends Required<Pick<Draft, 'frees' | 'takes' | 'awaits'>> {
  readonly id: number;
  step: Step;
  readonly module: string;
  /** Ties: lower first. */
  readonly rank: number;
  readonly ordinal: number;
  readonly key: Key;
  readonly clause: Clause | undefined;
  of?: Renaming | undefined;
  /** Nodes that must run before. */
  readonly before: Set<Node>;
  /** Nodes that should, unless that closes a cycle. */
  readonly rather: Set<Node>;
}

/** Nodes and edges for everything `expand` decided and the kinds rendered. */
export function graph(
  ctx: Ledgered,
  expanded: Expanded,
  folds: Folds,
  rendered: { creates: Rendered[]; drops: Rendered[]; alters: Rendered[] },
  prelude: readonly Prelude[],
): Node[] {
  const nodes: Node[] = [];
  const making = new Map<Key, Node>();
  const breaking = new Map<Key, Node>();
  const altering = new Map<Key, Node[]>();
  const first = new Map<Key, Node>();

  const add = (key: Key, module: string, rank: number, ordinal: number, step: Step, draft?: Draft): Node => {
    const { frees = [], takes = [], awaits = [] } = draft ?? {};
    // A way back is a part of its plan's file, whoever owns what: where modules are told apart, transactions end.
    const waits = { before: new Set<Node>(), rather: new Set<Node>() };
    const node: Node = { id: nodes.length, step, module: ctx.back ? '' : module, rank, ordinal, key, frees, takes, awaits, clause: draft?.clause, ...waits };
    nodes.push(node);
    return node;
  };
  const chain = (r: Rendered, rank: number, effect: Pick<Step, 'makes' | 'alters' | 'breaks'>): { all: Node[]; main: Node } => {
    const drafts = [...r.drafts, ...r.trailing];
    const mainIndex = mainDraft(r.drafts, r.key);
    const all: Node[] = [];
    drafts.forEach((draft, i) => {
      const own = i === mainIndex ? effect : { makes: [], alters: effect.breaks.length > 0 ? [] : [r.key], breaks: [] };
      const step = stepOf(r, draft, own);
      const node = add(r.key, r.object.module ?? '', rank, r.object.ordinal ?? 0, step, draft);
      if (i > 0) node.before.add(all[i - 1]!);
      all.push(node);
    });
    return { all, main: all[Math.max(0, mainIndex)]! };
  };

  const ghosts = new Set<Node>();
  const ghost = (r: Rendered, rank: number): Node => {
    const node = add(r.key, r.object.module ?? '', rank, r.object.ordinal ?? 0, stepOf(r, { sql: '' }, { makes: [], alters: [], breaks: [] }));
    ghosts.add(node);
    return node;
  };

  const renaming = preludeNodes(prelude, (p) => add(p.key, p.module, -1, nodes.length, p.step));

  for (const r of rendered.creates) {
    if (folds.isFolded(r.key)) continue;
    const made = folds.members(r.key);
    const rank = kindOf(r.object.at.kind).rank;
    const { all, main } = r.drafts.length === 0 ? lone(ghost(r, rank)) : chain(r, rank, { makes: made, alters: [], breaks: [] });
    for (const key of made) {
      making.set(key, main);
      first.set(key, all[0]!);
    }
  }
  for (const r of rendered.drops) {
    const gone = folds.riders(r.key);
    const rank = 1000 - kindOf(r.object.at.kind).rank;
    if (r.drafts.length === 0) continue;
    const { main } = chain(r, rank, { makes: [], alters: [], breaks: gone });
    for (const key of gone) breaking.set(key, main);
  }
  for (const r of rendered.alters) {
    if (r.drafts.length + r.trailing.length === 0) continue;
    const { all } = chain(r, kindOf(r.object.at.kind).rank, { makes: [], alters: [r.key], breaks: [] });
    const made = making.get(r.key);
    // The owner, grants and comment of what is made here follow it, and nothing waits for them.
    if (made !== undefined) all[0]!.before.add(made);
    else altering.set(r.key, all);
  }

  // A drop or an alter without a statement happens where that of the object it goes with happens, or that of what takes its name.
  const taken = takers(ctx.current.edges);
  const renamed = new Set([...renaming.keys(), ...prelude.flatMap((p) => p.step.makes)]);
  for (const r of rendered.drops) {
    if (r.drafts.length > 0) continue;
    const carrier =
      follow(r.key, taken, (key) => breaking.get(key)) ??
      nodes.find((n) => making.has(n.key) && n.step.breaks.includes(r.key)) ??
      ghost(r, 1000 - kindOf(r.object.at.kind).rank);
    const gone = folds.riders(r.key);
    for (const key of gone) breaking.set(key, carrier);
    // A renaming of this plan said that it is there.
    const unsaid = gone.filter((key) => renamed.has(key) && !carrier.step.breaks.includes(key));
    if (unsaid.length > 0) carrier.step = { ...carrier.step, breaks: [...carrier.step.breaks, ...unsaid] };
  }
  for (const r of rendered.alters) {
    if (r.drafts.length > 0 || !expanded.altered.has(r.key)) continue;
    const carriers =
      leavesAlong(ctx, r.object, altering) ?? follow(r.key, taken, (key) => altering.get(key)) ?? nodes.filter((n) => n.step.alters.includes(r.key));
    if (carriers.length > 0) altering.set(r.key, [...(altering.get(r.key) ?? []), ...carriers]);
  }

  const parked = parkedNodes(ctx, expanded.parked, (key, object, draft) =>
    add(
      key,
      object.module ?? '',
      kindOf(object.at.kind).rank,
      object.ordinal ?? 0,
      stepOf({ key, sign: '~', object }, draft, { makes: [], alters: [key], breaks: [] }),
      draft,
    ),
  );
  for (const key of expanded.parked) {
    const by = parked.get(key) ?? follow(key, taken, (k) => parked.get(k));
    altering.set(key, [...(altering.get(key) ?? []), ...(by === undefined ? [] : [...by.off, ...by.on])]);
  }

  // What leans on a column that another object's alter converts waits for that alter.
  for (const [column, type] of expanded.rebuilt) altering.set(column, [...(altering.get(column) ?? []), ...(altering.get(type) ?? [])]);

  const must = (node: Node | undefined, before: Node | undefined): void => {
    if (node !== undefined && before !== undefined && node !== before) node.before.add(before);
  };
  const rather = (node: Node | undefined, before: Node | undefined): void => {
    if (node !== undefined && before !== undefined && node !== before) node.rather.add(before);
  };

  // what is built and dropped outside of transactions stands beside the one that counts
  const beside = (y: Key, a: Node): boolean => expanded.displaced.has(y) && a.step.commit === 'alone';
  const isOff = (x: Key, y: Key, how: Edge['how']): boolean => {
    if (expanded.parked.has(x) && expanded.replaced.has(y)) return true;
    const o = how === 'auto' && expanded.replaced.has(y) ? ctx.current.objects.get(x) : undefined;
    return o !== undefined && kindOf(o.at.kind).outlives?.(o, ctx) === true;
  };
  // A column has a table for its type: no column of that can change its own meanwhile.
  const typing = new Map<Key, Node[]>();
  for (const key of expanded.unsettled) {
    const home = ctx.current.objects.get(key)?.within;
    if (home !== undefined) for (const a of altering.get(key) ?? []) collect(typing, `${addressOf(key).kind} ${keyOf(home)}`, a);
  }
  const retyping = (x: Key, y: Key, how: Edge['how']): readonly Node[] =>
    how === 'within' || typing.size === 0 ? [] : (typing.get(`${addressOf(x).kind} ${y}`) ?? []);
  const touched = new Set([...first.keys(), ...making.keys(), ...breaking.keys(), ...altering.keys()]);
  const near = ({ from, to }: Edge): boolean => touched.has(from) || touched.has(to);
  for (const { from: x, to: y, how } of ctx.desired.edges.filter(near)) {
    for (const a of retyping(x, y, how)) rather(first.get(x), a);
    const weak = how === 'soft' || how === 'owned' ? rather : must;
    weak(first.get(x), making.get(y));
    weak(making.get(x), making.get(y));
    // What is off meanwhile changes before it is taken back, whatever that is by then.
    // Not where it is a statement of y's own that changes it.
    const early = earlierThan(y, altering.get(x) ?? []);
    if (!isOff(x, y, how)) for (const a of altering.get(x) ?? []) if (a.key !== y && !early.has(a)) weak(a, making.get(y));
    const settled = expanded.unsettled.has(y) || expanded.displaced.has(y) ? weak : rather;
    const late = lateFor(x, altering.get(y) ?? []);
    for (const a of altering.get(y) ?? []) {
      if (!beside(y, a) && !late.has(a)) settled(first.get(x), a);
      for (const b of altering.get(x) ?? []) rather(b, a);
    }
  }
  const kept = (x: Key, y: Key): boolean => leansOn(ctx.desired, x, y);
  for (const { from: x, to: y, how } of ctx.current.edges.filter(near)) {
    if (how === 'soft' || expanded.became.has(y)) continue;
    for (const a of retyping(x, y, how)) for (const n of [breaking.get(x), ...(kept(x, y) ? [] : (altering.get(x) ?? []))]) rather(a, n);
    // What lets go of something does so before that changes.
    if (!kept(x, y)) for (const a of altering.get(y) ?? []) for (const b of altering.get(x) ?? []) rather(a, b);
    // Not where it says itself that it goes after: a child's after its parent's.
    if (how !== 'auto' || breaking.get(x)?.step.needs.includes(y) !== true) must(breaking.get(y), breaking.get(x));
    // Made again while that is still as it was, it could lean on it again: a foreign key does, of two keys over its columns.
    if (expanded.replaced.has(x)) for (const n of [breaking.get(y), ...(altering.get(y) ?? [])]) if (n === undefined || !beside(y, n)) rather(first.get(x), n);
    const own = altering.get(x) ?? [];
    const gives = earlyFor(breaking.get(y), own);
    if (!isOff(x, y, how)) for (const a of gives.size > 0 ? gives : own) if (a.key !== y) must(breaking.get(y), a);
    // A column that leaves a type in this plan leaves it before the type is swapped.
    if (expanded.swapped.has(y) && expanded.altered.has(x) && !expanded.rebuilt.has(x))
      for (const a of altering.get(y) ?? []) for (const b of altering.get(x) ?? []) must(a, b);
    // A ghost's drop is part of some alter's own statements: a sequence that an identity takes over.
    if (how === 'owned' && ghosts.has(breaking.get(x)!)) continue;
    if (expanded.displaced.has(y)) {
      for (const a of altering.get(y) ?? []) if (!beside(y, a)) must(a, breaking.get(x));
    } else if (expanded.unsettled.has(y)) {
      const early = earlyFor(breaking.get(x), altering.get(y) ?? []);
      for (const a of altering.get(y) ?? []) if (!early.has(a)) must(a, breaking.get(x));
    } else for (const a of altering.get(y) ?? []) rather(a, breaking.get(x));
    // What has to be off meanwhile is off for the swap alone, not for the build before it.
    for (const swap of [...(expanded.displaced.has(y) ? (altering.get(y) ?? []) : []), breaking.get(y)])
      for (const b of buildsBefore(swap)) rather(breaking.get(x), b);
  }
  const governed = [...making].filter(([key]) => kindOf(addressOf(key).kind).grantOn !== undefined).map(([, node]) => node);
  for (const node of nodes) if (kindOf(addressOf(node.key).kind).actsOnLater === true) for (const made of governed) must(node, made);
  waitsAround(parked, ctx, making, breaking, altering, expanded.swapped, must);
  parts(ctx, making, first, breaking, altering, rather);
  namesakes(ctx, making, first, breaking, altering, must);
  slots(ctx, nodes, making, first, breaking, must, rather);
  explicit(nodes, making, breaking, altering, must);
  renames(ctx, nodes, renaming, must);
  broughtAlong(ctx, nodes, making, breaking, altering);
  return dissolve(nodes, ghosts);
}

/** What the object's own statements build outside of a transaction before this one. */
function buildsBefore(n: Node | undefined): Node[] {
  const own = n === undefined ? [] : [...n.before].filter((p) => p.key === n.key);
  return own.flatMap((p) => [...(p.step.commit === 'alone' ? [p] : []), ...buildsBefore(p)]);
}

function lone(node: Node): { all: Node[]; main: Node } {
  return { all: [node], main: node };
}
