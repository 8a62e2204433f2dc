// Owns what the oldest server that a plan must run on does not know: refused where that refuses it, and left as it is where that reads past it.
import { show, type Key } from '../catalog/address.ts';
import type { Catalog, CatalogObject } from '../catalog/catalog.ts';
import type { Change } from '../catalog/diff.ts';
import { TidemarkError } from '../errors.ts';
import { kindOf } from '../kinds/registry.ts';

/** Of what comes, or changes into something newer; what is there already was let in before. Throws FLOOR_TOO_OLD. */
export function assertFloor(changes: readonly Change[], floor: number): void {
  for (const c of changes) {
    if (c.is === 'drop') continue;
    const { needsServer } = kindOf(c.to.at.kind);
    const needed = needsServer?.(c.to);
    if (needed === undefined || needed.major <= floor || (c.is === 'alter' && needsServer!(c.from)?.what === needed.what)) continue;
    throw new TidemarkError('FLOOR_TOO_OLD', `${show(c.to.at)} has what PostgreSQL ${needed.major} brought, ${needed.what}; plans have to run on ${floor}`, {
      at: { object: show(c.to.at) },
      next: `say postgres: '>=${needed.major}' in the config (or --floor ${needed.major}), or take it out of the definition`,
      exit: 3,
    });
  }
}

/**
 * The definitions without what those servers read past (the name of a NOT NULL, below 18): what is there keeps what it has of it, what is new
 * has none. `unsaid`: a sentence for each that is new.
 */
export function withinFloor(desired: Catalog, current: Catalog, floor: number): { readonly desired: Catalog; readonly unsaid: readonly string[] } {
  const unsaid: string[] = [];
  const instead: [Key, CatalogObject][] = [];
  for (const [key, o] of desired.objects) {
    for (const [name, major] of Object.entries(kindOf(o.at.kind).readPast ?? {})) {
      const was = current.objects.get(key);
      const kept = was?.attrs[name];
      if (floor >= major || o.attrs[name] === kept) continue;
      const { [name]: stated, ...attrs } = o.attrs;
      instead.push([key, { ...o, attrs: kept === undefined ? attrs : { ...attrs, [name]: kept } }]);
      if (was === undefined)
        unsaid.push(
          `${show(o.at)}: its ${name}, ${JSON.stringify(stated)}, is left out, since plans have to run on ${floor} and PostgreSQL ${major} brought it`,
        );
    }
  }
  return instead.length === 0 ? { desired, unsaid } : { desired: { ...desired, objects: new Map([...desired.objects, ...instead]) }, unsaid };
}
