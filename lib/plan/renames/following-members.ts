// Columns of views are called after what they show: where that was renamed and the definitions say so, they follow.
import { address, addressOf, keyOf, type Address, type Key } from '../../catalog/address.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { edgesFrom, leansOn } from '../../catalog/listed.ts';
import { holderOf, kindOf } from '../../kinds/registry.ts';
import { rebase } from './homes.ts';
import type { Renaming } from './renames.ts';

/** Of objects of the same module. `current`: the catalog after the renamings so far. */
export function followingMembers(current: Catalog, desired: Catalog, all: readonly Renaming[]): Renaming[] {
  const inner = all.filter((r) => r.to.names.length > 2);
  return [...(inner.length === 0 ? [] : current.objects.values())].flatMap((o) => {
    const { members } = kindOf(o.at.kind);
    const is = desired.objects.get(keyOf(o.at));
    if (members?.follow === undefined || is === undefined) return [];
    const those = inner.filter((r) => r.module === (o.module ?? r.module) && reads(current, keyOf(o.at), keyOf(holding(r.to))));
    const names = members.follow(
      o,
      is,
      those.map((r) => [r.from.names.at(-1)!, r.to.names.at(-1)!]),
    );
    const member = (name: string): Address => address(members.name, [...o.at.names, name]);
    return names.map(([was, now]) => ({ from: rebase(member(was), all), to: member(now), module: those[0]!.module }));
  });
}

/** Itself, or what has it, and its name, from there: a partition's column. */
function reads(catalog: Catalog, from: Key, to: Key): boolean {
  const at = addressOf(to);
  const like = (key: Key): boolean => addressOf(key).kind === at.kind && addressOf(key).names.at(-1) === at.names.at(-1);
  return leansOn(catalog, from, to) || edgesFrom(catalog, from).some((e) => e.to !== from && like(e.to) && reads(catalog, e.to, to));
}

/** The object that something leans on: of a member, the one it is in. */
function holding(at: Address): Address {
  const holder = holderOf(at.kind);
  return holder === undefined ? at : address(holder.name, at.names.slice(0, -1));
}
