// Owns the nodes of a plan: its statements, and which of them make, change or break each object, also where another object's do.
import type { Key } from '../../catalog/address.ts';
import type { Draft, Clause } from '../../kinds/kind.ts';
import { kindOf } from '../../kinds/registry.ts';
import { follow, goesAlong, likesOf, takers } from './carriers.ts';
import type { Ledgered } from '../context.ts';
import type { Expanded } from '../expand.ts';
import type { Folds } from './fold.ts';
import { parkedNodes, type Parked } from './parked.ts';
import { preludeNodes, type Prelude } from '../renames/prelude.ts';
import { mainDraft, stepOf, type Rendered } from '../rendered.ts';
import type { Renaming } from '../renames/renames.ts';
import type { Step } from '../step.ts';

export interface Node extends Required<Pick<Draft, 'frees' | 'takes' | 'awaits'>>, Pick<Draft, 'atOnce'> {
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

/** The first runs after the second: it must, or it should unless that closes a cycle. */
export type Wait = (node?: Node, before?: Node) => void;

export interface Nodes {
  readonly nodes: readonly Node[];
  /** The statement that makes it, its own or that of what it is said in. */
  readonly making: Map<Key, Node>;
  /** The first of those that make it. */
  readonly first: Map<Key, Node>;
  readonly breaking: Map<Key, Node>;
  readonly altering: Map<Key, Node[]>;
  readonly renaming: Map<Key, Node>;
  readonly parked: ReadonlyMap<Key, Parked>;
  /** Changes that need no statement. */
  readonly ghosts: ReadonlySet<Node>;
}

/** For everything `expand` decided and the kinds rendered; an object's own statements one after the other. */
export function nodesOf(
  ctx: Ledgered,
  expanded: Expanded,
  folds: Folds,
  rendered: { creates: Rendered[]; drops: Rendered[]; alters: Rendered[] },
  prelude: readonly Prelude[],
): Nodes {
  const nodes: Node[] = [];
  const making = new Map<Key, Node>();
  const breaking = new Map<Key, Node>();
  const altering = new Map<Key, Node[]>();
  const first = new Map<Key, Node>();

  const add = (key: Key, module: string, rank: number, ordinal: number, step: Step, draft?: Draft): Node => {
    const { frees = [], takes = [], awaits = [] } = draft ?? {};
    // A way back is a part of its plan's file, whoever owns what: where modules are told apart, transactions end.
    const waits = { before: new Set<Node>(), rather: new Set<Node>() };
    const node: Node = {
      id: nodes.length,
      step,
      module: ctx.back ? '' : module,
      rank,
      ordinal,
      key,
      frees,
      takes,
      awaits,
      atOnce: draft?.atOnce,
      clause: draft?.clause,
      ...waits,
    };
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
  const [taken, likes] = [takers(ctx.current.edges), likesOf(ctx.current.edges)];
  const altersIt = (key: Key): Node[] | undefined => altering.get(key);
  const renamed = new Set([...renaming.keys(), ...prelude.flatMap((p) => p.step.makes)]);
  for (const r of rendered.drops) {
    if (r.drafts.length > 0) continue;
    const carrier =
      follow(r.key, taken, (key) => breaking.get(key)) ??
      nodes.find((n) => making.has(n.key) && n.step.breaks.includes(r.key)) ??
      ghost(r, 1000 - kindOf(r.object.at.kind).rank);
    const gone = folds.riders(r.key);
    for (const key of gone) breaking.set(key, carrier);
    // A renaming of this plan said that it is there; or a later statement makes it anew, and a run that stops before that has neither.
    const unsaid = gone.filter((key) => (renamed.has(key) || making.get(key)?.step.makes.includes(key) === true) && !carrier.step.breaks.includes(key));
    if (unsaid.length > 0) carrier.step = { ...carrier.step, breaks: [...carrier.step.breaks, ...unsaid] };
  }
  for (const r of rendered.alters) {
    if (r.drafts.length > 0 || !expanded.altered.has(r.key)) continue;
    const carriers =
      goesAlong(ctx, r.object, altering) ??
      follow(r.key, taken, altersIt) ??
      follow(r.key, likes, altersIt) ??
      nodes.filter((n) => n.step.alters.includes(r.key));
    if (carriers.length > 0) altering.set(r.key, [...(altering.get(r.key) ?? []), ...carriers]);
  }

  const parked = parkedNodes(ctx, expanded.parked, altering, (key, object, draft) =>
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
    altering.set(key, [...new Set([...(by === undefined ? [] : [...by.off, ...by.on]), ...(altering.get(key) ?? [])])]);
  }

  // What leans on a column that another object's alter converts waits for that alter.
  for (const [column, type] of expanded.rebuilt) altering.set(column, [...(altering.get(column) ?? []), ...(altering.get(type) ?? [])]);
  return { nodes, making, first, breaking, altering, renaming, parked, ghosts };
}

function lone(node: Node): { all: Node[]; main: Node } {
  return { all: [node], main: node };
}
