// Names that a server derives from another name follow when that is renamed, where the definitions have them so.
import { address, addressOf, keyOf, type Address, type Key } from '../../catalog/address.ts';
import type { Catalog, CatalogObject } from '../../catalog/catalog.ts';
import { edgesFrom } from '../../catalog/listed.ts';
import { holderOf, kindOf } from '../../kinds/registry.ts';
import { rebase } from './homes.ts';
import type { Renaming } from './renames.ts';

/**
 * Names a server derives from another name: after `a` became `b`, a key `a_pkey` that is declared as `b_pkey` is the same key.
 * `start` is the catalog before the renames, `current` the one after all of them so far, of which those of `fresh` have not been followed yet.
 */
export function followingRenames(start: Catalog, current: Catalog, desired: Catalog, fresh: readonly Renaming[], all: readonly Renaming[]): Renaming[] {
  const out = new Map<Key, Renaming>();
  const taken = new Set<Key>();
  const named = fresh.filter((r) => r.from.names.at(-1) !== r.to.names.at(-1) && holderOf(r.to.kind) === undefined);
  for (const o of named.length === 0 ? [] : current.objects.values()) {
    const home = tableOf(current, o.at);
    const isWanted = (at: Address): boolean => desired.objects.has(keyOf(at)) && tableOf(desired, at) === home;
    if (kindOf(o.at.kind).rename === undefined || isWanted(o.at)) continue;
    const those = named.filter((r) => concerns(o, r));
    for (const { name: renamed, by } of derived(o.at.names.at(-1)!, those)) {
      const to = address(o.at.kind, [...o.at.names.slice(0, -1), renamed], o.at.args);
      if (!isWanted(to) || taken.has(keyOf(to))) continue;
      taken.add(keyOf(to));
      // As in the start state: a renaming reads the same in both directions.
      const moved = o.at.names.length === 2 ? movedWith(o.at, home, all) : undefined;
      out.set(keyOf(o.at), {
        from: rebase(o.at, all),
        to,
        module: by.module,
        ...(moved === undefined || !start.objects.has(keyOf(moved)) ? {} : { from: moved, along: true as const }),
      });
      break;
    }
  }
  // What has the name now has to leave it itself.
  const stays = (): [Key, Renaming] | undefined => [...out].find(([, r]) => current.objects.has(keyOf(r.to)) && !out.has(keyOf(r.to)));
  for (let no = stays(); no !== undefined; no = stays()) out.delete(no[0]);
  return [...out.values()];
}

/** Where an index or a sequence stood before its table went to another schema and took it along. */
function movedWith(at: Address, home: string | undefined, renamings: readonly Renaming[]): Address | undefined {
  const move = renamings.find((r) => JSON.stringify(r.to.names) === home && r.from.names[0] !== r.to.names[0]);
  return move === undefined ? undefined : { ...at, names: [move.from.names[0]!, at.names.at(-1)!] };
}

/** The table that it lives in or belongs to. */
function tableOf(catalog: Catalog, at: Address): string | undefined {
  const within = catalog.objects.get(keyOf(at))?.within;
  const owner = edgesFrom(catalog, keyOf(at)).find((e) => e.how === 'owned');
  const home = within ?? (owner === undefined ? undefined : addressOf(owner.to));
  return home === undefined ? undefined : JSON.stringify(home.names.slice(0, 2));
}

/** What a name becomes by some of these renames, and by which one first: `users_mail_key` by that of the table and of the column. Those by fewer come first. */
function derived(name: string, renamings: readonly Renaming[]): { readonly name: string; readonly by: Renaming }[] {
  const out: { readonly name: string; readonly by: Renaming }[] = [];
  for (const r of renamings.filter((one) => name.includes(one.from.names.at(-1)!)).slice(0, 8)) {
    for (const known of [{ name, by: r }, ...out].slice(0, 64))
      for (const more of candidates(known.name, r.from.names.at(-1)!, r.to.names.at(-1)!))
        if (more !== name && !out.some((o) => o.name === more)) out.push({ name: more, by: known.by });
  }
  return out;
}

/** Every way in which one occurrence of the old name becomes the new one. */
function candidates(name: string, was: string, is: string): string[] {
  const out: string[] = [];
  for (let i = name.indexOf(was); i >= 0; i = name.indexOf(was, i + 1)) out.push(name.slice(0, i) + is + name.slice(i + was.length));
  return out;
}

/** Lives in what was renamed, or beside it in the table whose column was renamed, or shares its schema as its index or sequence does. */
function concerns(o: CatalogObject, r: Renaming): boolean {
  const table = r.to.names.slice(0, 2);
  const home = o.within?.names ?? o.at.names;
  return table.every((n, i) => n === home[i]) || (o.at.names.length === 2 && o.at.names[0] === table[0] && kindOf(o.at.kind).class === 'pg_class');
}
