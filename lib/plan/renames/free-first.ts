// Owns the order of renames: a name is left before it is taken, and what lives in something renamed comes after that.
import { address, keyOf, type Address } from '../../catalog/address.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { holderOf, kindOf } from '../../kinds/registry.ts';
import { homesOf } from './homes.ts';
import { slotsOf } from '../order/precedence.ts';
import type { Renaming } from './renames.ts';

/** `catalog`: the state they run on, where it is at hand; a key has the name of its index too. */
export function freeFirst(renamings: readonly Renaming[], catalog?: Catalog): Renaming[] {
  const names = (r: Renaming, at: Address): readonly string[] => {
    const o =
      catalog?.objects.get(keyOf(r.from)) ?? catalog?.objects.get(keyOf(address(r.from.kind, [...r.to.names.slice(0, -1), r.from.names.at(-1)!], r.from.args)));
    return [nameOf(at), ...(o === undefined ? [] : slotsOf({ ...o, at }))];
  };
  const left = new Map<string, Renaming>();
  for (const r of [...renamings].reverse()) for (const name of names(r, r.from)) left.set(name, r);
  const out: Renaming[] = [];
  const begun = new Set<Renaming>();
  const visit = (r: Renaming): void => {
    // In a circle, which only a server can refuse, the first is come to again.
    if (begun.has(r)) return;
    begun.add(r);
    for (const home of homesOf(r.to, renamings)) visit(home);
    // Its last name comes before its new schema; where its home is renamed, the address is another's until that one has left too.
    const named = address(r.to.kind, [...r.from.names.slice(0, -1), r.to.names.at(-1)!], r.to.args);
    for (const name of [...names(r, named), nameOf(r.to)]) {
      const leaver = left.get(name);
      if (leaver !== undefined && leaver !== r) visit(leaver);
    }
    out.push(r);
  };
  for (const r of renamings) visit(r);
  return out;
}

/** Relations of all kinds share their names, and so do types, and routines. */
function nameOf(at: Address): string {
  return `${holderOf(at.kind) === undefined ? kindOf(at.kind).class : at.kind}:${JSON.stringify([at.names, at.args])}`;
}
