// What holds values of a type that is made again stays: it lets go of the type before that goes, and takes it back after.
import type { Key } from '../../catalog/address.ts';
import type { CatalogObject } from '../../catalog/catalog.ts';
import type { Draft } from '../../kinds/kind.ts';
import { kindOf } from '../../kinds/registry.ts';
import type { Ledgered } from '../context.ts';
import type { Node, Wait } from './nodes.ts';

export interface Parked {
  readonly off: readonly Node[];
  readonly on: readonly Node[];
}

/** Without those that another's statements carry along. */
export function parkedNodes(
  ctx: Ledgered,
  keys: ReadonlySet<Key>,
  altering: ReadonlyMap<Key, readonly Node[]>,
  add: (key: Key, object: CatalogObject, draft: Draft) => Node,
): ReadonlyMap<Key, Parked> {
  const out = new Map<Key, Parked>();
  for (const key of keys) {
    const object = ctx.desired.objects.get(key)!;
    const { off, on } = kindOf(object.at.kind).meanwhile!(ctx.current.objects.get(key)!, ctx)!;
    if (off.length === 0) continue;
    const own = ctx.off.has(key) ? (altering.get(key) ?? []).filter((n) => n.key === key) : [];
    const nodes = [...[...off, ...on].map((draft) => add(key, object, draft)), ...own];
    for (const [i, node] of nodes.entries()) if (i > 0) node.before.add(nodes[i - 1]!);
    out.set(key, { off: nodes.slice(0, off.length), on: nodes.slice(off.length) });
  }
  return out;
}

export function waitsAround(
  parked: ReadonlyMap<Key, Parked>,
  ctx: Ledgered,
  making: ReadonlyMap<Key, Node>,
  breaking: ReadonlyMap<Key, Node>,
  altering: ReadonlyMap<Key, readonly Node[]>,
  swapped: ReadonlySet<Key>,
  must: Wait,
): void {
  if (parked.size === 0) return;
  for (const { from, to } of ctx.current.edges)
    for (const off of parked.get(from)?.off ?? []) for (const goes of [breaking.get(to), ...(swapped.has(to) ? (altering.get(to) ?? []) : [])]) must(goes, off);
  for (const { from, to } of ctx.desired.edges)
    for (const on of parked.get(from)?.on ?? []) for (const comes of [making.get(to), ...(swapped.has(to) ? (altering.get(to) ?? []) : [])]) must(on, comes);
  // Its own changes are those of its own type.
  for (const [key, { off, on }] of parked)
    for (const own of altering.get(key) ?? []) if (own.key === key && !off.includes(own) && !on.includes(own)) must(own, on.at(-1));
}
