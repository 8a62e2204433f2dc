// What `base` and `target` of a plan file say: the fingerprint of what its module owns. Plans of other modules may come
// before or between without making it untrue, so branches that touch different modules merge as they are.
import type { Key } from '../../catalog/address.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { fingerprint } from '../../catalog/fingerprint.ts';
import { withOwners } from '../chains/owners.ts';

/** `by`: owner per object after the plans that built this catalog. */
export function evidence(catalog: Catalog, by: ReadonlyMap<Key, string>, module: string): string {
  return fingerprint(new Map([...withOwners(catalog, by).objects].filter(([, o]) => o.module === module)));
}
