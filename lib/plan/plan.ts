// Two catalogs in, ordered statements out. Pure: no await, no server, no file.
import { compareText, show, type Key } from '../catalog/address.ts';
import type { Catalog, CatalogObject } from '../catalog/catalog.ts';
import { diff, type Change } from '../catalog/diff.ts';
import { TidemarkError } from '../errors.ts';
import { aclDrafts } from '../kinds/privileges/acl.ts';
import { commentDrafts } from '../kinds/attributes/comment.ts';
import type { Draft } from '../kinds/kind.ts';
import { labelDrafts } from '../kinds/attributes/label.ts';
import { ownerDrafts } from '../kinds/attributes/owner.ts';
import { kindOf } from '../kinds/registry.ts';
import { between, type Between } from './chains/between.ts';
import { withChoice, withChoices } from './choices.ts';
import { renamedClones } from './clones.ts';
import { contextOf, type Intent, type Ledgered } from './context.ts';
import { expand, genericAttrs, mayReplace, outcomesOf, type Expanded } from './expand.ts';
import { assertFloor } from './floor.ts';
import { fold, type Folds } from './order/fold.ts';
import { graph } from './order/graph.ts';
import type { Node } from './order/nodes.ts';
import type { Prelude } from './renames/prelude.ts';
import { joined } from './order/joined.ts';
import { components, Cycle, order, type Run } from './order/order.ts';
import { slotsOf } from './order/precedence.ts';
import type { Renaming } from './renames/renames.ts';
import { draftsOf, type Rendered } from './rendered.ts';
import { segments } from './order/segments.ts';
import type { Segment } from './step.ts';

export interface Part {
  readonly module: string;
  readonly segments: readonly Segment[];
  /** Parts of other modules, by their place in the order, that a statement of this one has to wait for. */
  readonly after: readonly number[];
  /** What it renames, by the names before all parts. */
  readonly renamings: readonly Renaming[];
}

export interface Planned {
  /** One entry per plan file, in the order they must run. */
  readonly parts: readonly Part[];
  readonly changes: readonly Change[];
  /** Keys dropped and made again although their own attributes do not differ. */
  readonly replaced: ReadonlySet<Key>;
}

export function plan(wanted: Intent, renames: readonly Prelude[] = []): Planned {
  const clones = renamedClones(wanted);
  const intent = withChoices(clones.intent);
  const prelude = [...renames, ...clones.prelude];
  const ctx = contextOf(intent);
  const changes = diff(intent.current, intent.desired);
  if (intent.back !== true) assertFloor(changes, intent.floor);
  const expanded = expand(changes, ctx);
  const making = new Set([...expanded.created.keys(), ...expanded.replaced]);
  const breaking = new Set([...expanded.dropped.keys(), ...expanded.replaced]);
  const ordering = { ...ctx, current: withChoice(intent.current) };
  const apart = new Set<Key>();
  const later: Between = new Map();
  for (;;) {
    const folds = fold(ctx, making, breaking, apart);
    const every = graph(ordering, expanded, folds, render(ctx, expanded, folds, making, breaking, later), prelude);
    const nodes = intent.apart === true ? every : joined(every);
    if (takeApart(nodes, ctx, folds, apart)) continue;
    const ordered = runs(nodes);
    if (between(ordered, ctx, later)) continue;
    return { parts: parts(ordered), changes, replaced: expanded.replaced };
  }
}

function parts(runs: readonly Run[]): Part[] {
  const runOf = new Map(runs.flatMap((r, i) => r.nodes.map((n) => [n, i] as const)));
  return runs.map((r, i) => {
    const after = new Set(r.nodes.flatMap((n) => [...n.before].map((p) => runOf.get(p)!)).filter((j) => j !== i && runs[j]!.module !== r.module));
    const renamings = [...new Set(r.nodes.flatMap((n) => n.of ?? []))];
    return { module: r.module, segments: segments(r.nodes), after: [...after].sort((a, b) => a - b), renamings };
  });
}

function runs(nodes: readonly Node[]): Run[] {
  try {
    return order(nodes);
  } catch (error) {
    if (!(error instanceof Cycle)) throw error;
    throw new TidemarkError(
      'PLAN_CYCLE',
      `these objects wait for each other and no order builds them: ${error.nodes.map((n) => show(objectName(n))).join(', ')}`,
      {
        next: 'split the change in two plans, or break the circle in the definitions',
      },
    );
  }
}

function objectName(n: Node): { kind: string; names: string[]; args: string[] } {
  const [kind, names, args] = JSON.parse(n.key) as [string, string[], string[]];
  return { kind, names, args };
}

/** Folded children that close a cycle stand alone, the latest-built first, and so do those that ride on a drop; true when something changed. */
function takeApart(nodes: readonly Node[], ctx: Ledgered, folds: Folds, apart: Set<Key>): boolean {
  const before = apart.size;
  for (const group of components(nodes, (n) => n.before)) {
    if (group.length < 2) continue;
    const inside = new Set(group);
    const maker = new Map<Key, Node>();
    const breaker = new Map<Key, Node>();
    for (const n of group) {
      for (const key of n.step.makes) maker.set(key, n);
      for (const key of n.step.breaks) breaker.set(key, n);
    }
    for (const e of ctx.current.edges) {
      const [x, y] = [breaker.get(e.from), breaker.get(e.to)];
      // A rule of a parent that writes into its child: neither table can go first with it.
      if (e.how === 'needs' && x !== undefined && y !== undefined && x !== y && folds.isRiding(e.from) && mayReplace(ctx.current.objects.get(e.from)!))
        apart.add(e.from);
    }
    const named = inTheWay(maker, breaker, ctx, folds);
    for (const key of named) apart.add(key);
    if (named.length > 0) continue;
    const candidates = new Set<Key>();
    for (const e of ctx.desired.edges) {
      const [x, y] = [maker.get(e.from), maker.get(e.to)];
      if (e.how === 'soft' || x === undefined || y === undefined || x === y || !inside.has(x) || !inside.has(y)) continue;
      if (folds.isFolded(e.from)) candidates.add(e.from);
      else if (folds.isFolded(e.to)) candidates.add(e.to);
    }
    const rank = (key: Key): number => kindOf(ctx.desired.objects.get(key)!.at.kind).rank;
    const last = Math.max(...[...candidates].map(rank));
    for (const key of candidates) if (rank(key) === last) apart.add(key);
  }
  return apart.size > before;
}

/** A key of a new table by the name of what goes, or one that goes with its table by the name of what comes: of a circle, those that one name holds. */
function inTheWay(maker: ReadonlyMap<Key, Node>, breaker: ReadonlyMap<Key, Node>, ctx: Ledgered, folds: Folds): Key[] {
  const slots = (of: ReadonlyMap<Key, Node>, catalog: Catalog): { key: Key; slot: string; by: Node }[] =>
    // Not what is there between two statements of the plan alone.
    [...of].flatMap(([key, by]) => [catalog.objects.get(key)].flatMap((o) => (o === undefined ? [] : slotsOf(o))).map((slot) => ({ key, slot, by })));
  const [comes, goes] = [slots(maker, ctx.desired), slots(breaker, ctx.current)];
  const held = (one: { slot: string; by: Node }, others: typeof comes): boolean => others.some((o) => o.slot === one.slot && o.by !== one.by);
  return [...comes.filter((c) => folds.isFolded(c.key) && held(c, goes)), ...goes.filter((g) => folds.isRiding(g.key) && held(g, comes))].map((x) => x.key);
}

function render(
  ctx: Ledgered,
  expanded: Expanded,
  folds: Folds,
  making: ReadonlySet<Key>,
  breaking: ReadonlySet<Key>,
  later: Between,
): { creates: Rendered[]; drops: Rendered[]; alters: Rendered[] } {
  const creates: Rendered[] = [];
  for (const key of sorted(making)) {
    const object = ctx.desired.objects.get(key)!;
    const sign = expanded.replaced.has(key) ? '±' : '+';
    const drafts = folds.isFolded(key) ? [] : draftsOf(kindOf(object.at.kind).create(object, later.get(key) ?? ctx, folds.clauses(key)));
    creates.push({ key, sign, object, drafts, trailing: [] });
    const trailing = generic(ctx, undefined, object);
    if (trailing.length > 0) creates.push({ key, sign: '~', object, drafts: [], trailing });
  }
  const drops = sorted(breaking)
    .filter((key) => !folds.isRiding(key))
    .map((key): Rendered => {
      const object = ctx.current.objects.get(key)!;
      return { key, sign: '-', object, drafts: draftsOf(kindOf(object.at.kind).drop(object, ctx)), trailing: [] };
    });
  const alters = sorted(expanded.altered.keys()).map((key): Rendered => {
    const alter = expanded.altered.get(key)!;
    const drafts = outcomesOf(kindOf(alter.to.at.kind), alter, ctx).flatMap(draftsOf);
    return { key, sign: '~', object: alter.to, drafts, trailing: generic(ctx, alter.from, alter.to) };
  });
  // Comments, owners and grants of new objects are alters that wait for their object.
  const late = creates.filter((r) => r.trailing.length > 0);
  return { creates: creates.filter((r) => r.trailing.length === 0), drops, alters: [...alters, ...late] };
}

function generic(ctx: Ledgered, from: CatalogObject | undefined, to: CatalogObject): Draft[] {
  const kind = kindOf(to.at.kind);
  if (from === undefined && ![...genericAttrs].some((a) => to.attrs[a] !== undefined)) return [];
  const was = from ?? null;
  return [...ownerDrafts(kind, was, to, ctx), ...aclDrafts(kind, was, to, ctx), ...commentDrafts(kind, was, to, ctx), ...labelDrafts(kind, was, to)];
}

function sorted(keys: Iterable<Key>): Key[] {
  return [...keys].sort(compareText);
}
