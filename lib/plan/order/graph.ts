// Owns the graph of statements: which must run before which. Edges come from the two catalogs, never from kinds.
import { addressOf } from '../../catalog/address.ts';
import { kindOf } from '../../kinds/registry.ts';
import { broughtAlong } from './carriers.ts';
import type { Ledgered } from '../context.ts';
import { catalogEdges } from './edges.ts';
import type { Expanded } from '../expand.ts';
import type { Folds } from './fold.ts';
import { dissolve } from './ghosts.ts';
import { nodesOf, type Node, type Wait } from './nodes.ts';
import { waitsAround } from './parked.ts';
import { atOnce, choices, explicit, namesakes, parts, renames, slots } from './precedence.ts';
import type { Prelude } from '../renames/prelude.ts';
import type { Rendered } from '../rendered.ts';

/** Nodes and edges for everything `expand` decided and the kinds rendered. */
export function graph(
  ctx: Ledgered,
  expanded: Expanded,
  folds: Folds,
  rendered: { creates: Rendered[]; drops: Rendered[]; alters: Rendered[] },
  prelude: readonly Prelude[],
): Node[] {
  const of = nodesOf(ctx, expanded, folds, rendered, prelude);
  const { nodes, making, first, breaking, altering } = of;
  const must: Wait = (node, before) => {
    if (node !== undefined && before !== undefined && node !== before) node.before.add(before);
  };
  const rather: Wait = (node, before) => {
    if (node !== undefined && before !== undefined && node !== before) node.rather.add(before);
  };
  catalogEdges(ctx, expanded, of, must, rather);
  const governed = [...making].filter(([key]) => kindOf(addressOf(key).kind).grantOn !== undefined).map(([, node]) => node);
  for (const node of nodes) if (kindOf(addressOf(node.key).kind).actsOnLater === true) for (const made of governed) must(node, made);
  waitsAround(of.parked, ctx, making, breaking, altering, expanded.swapped, must);
  parts(ctx, making, first, breaking, altering, rather);
  namesakes(ctx, making, first, breaking, altering, must);
  slots(ctx, nodes, making, first, breaking, of.ghosts, must, rather);
  choices(ctx, of, rather);
  explicit(nodes, making, breaking, altering, must);
  renames(ctx, nodes, of.renaming, must);
  atOnce(nodes, rather);
  broughtAlong(ctx, nodes, making, breaking, altering);
  return dissolve(nodes, of.ghosts);
}
