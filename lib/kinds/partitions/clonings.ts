// How the kinds that a parent passes on as copies, indexes and keys, have them: which name a server derives, and which statement brings one.
import { hasIndex, type } from '../keys/constraint-parts.ts';
import { derivedIndexName } from '../names/derived-name.ts';
import { clonedFromParent } from './inheritance.ts';
import { comes } from './key-parts.ts';
import type { CatalogObject, Context } from '../kind.ts';
import { builtInParts, waitsFor, wholeIn } from './partition-key.ts';

export interface Cloning {
  /** The name without a number, or with the one that the server puts behind. `labels`: what the columns of its index are called. */
  derived(o: CatalogObject, labels: readonly string[], number: number): string;
  /** Does a statement on the parent, or on the table, make it? */
  comes(o: CatalogObject, ctx: Context): boolean;
}

export const indexCloning: Cloning = {
  derived: (o, labels, number) => derivedIndexName(o.within!.names[1]!, 'idx', labels, number),
  comes(o, ctx) {
    if (!clonedFromParent(o, ctx)) return false;
    const parent = wholeIn(o, ctx);
    return parent === undefined || !(waitsFor(o, parent, ctx) || builtInParts(parent, ctx));
  },
};

export const keyCloning: Cloning = {
  derived(o, labels, number) {
    if (type(o) === 'primary key') return derivedIndexName(o.within!.names[1]!, 'pkey', labels, number);
    // that of a key without overlaps it makes as an exclusion
    const excludes = type(o) === 'exclusion' || / WITHOUT OVERLAPS\)/.test(o.attrs['definition'] as string);
    return derivedIndexName(o.within!.names[1]!, excludes ? 'excl' : 'key', labels, number);
  },
  comes: (o, ctx) => hasIndex(o) && comes(o, ctx),
};

/** Of one that has a parent's; undefined for anything else. */
export function cloningOf(o: CatalogObject): Cloning | undefined {
  if (!Array.isArray(o.attrs['inherited']) || o.within === undefined) return undefined;
  if (o.at.kind === 'index') return indexCloning;
  return o.at.kind === 'table constraint' && hasIndex(o) ? keyCloning : undefined;
}
