// A live database against the definitions, whatever its version: both sides printed by the shadow.
import { changedAttrs } from '../../catalog/diff.ts';
import { ignoredIn, withoutIgnored, type IgnoreRule } from '../../catalog/ignore.ts';
import type { Catalog, CatalogObject } from '../../catalog/catalog.ts';
import type { Definitions } from '../../desired/authored.ts';
import { withinFloor } from '../../plan/floor.ts';
import { elaborate } from '../elaborate/elaborate.ts';
import { openShadow, type ShadowOptions } from '../shadow/shadow.ts';
import { deviations, takeOver, undeclared, type Deviation } from './take-over.ts';

export interface Against {
  readonly deviations: readonly Deviation[];
  readonly unmanaged: readonly CatalogObject[];
}

/** `floor`: the oldest server that plans run on. Throws what reading definitions throws, ADOPT_LEANS_OUTSIDE, REPRINT_REFUSED. */
export async function against(live: Catalog, definitions: Definitions, ignore: readonly IgnoreRule[], floor: number, options: ShadowOptions): Promise<Against> {
  const shadow = await openShadow({ ...options, roles: definitions.roles });
  try {
    const defined = await elaborate(definitions, shadow);
    const stated = withinFloor(withoutIgnored(defined, ignoredIn(defined.objects, ignore)), live, floor).desired;
    const taken = await takeOver(withoutIgnored(live, ignoredIn(live.objects, ignore)), stated, shadow);
    return { deviations: [...deviations(stated, taken.printed), ...taken.beside.map(undeclared)], unmanaged: taken.unmanaged };
  } finally {
    await shadow.close();
  }
}

/** The attributes in which the two sides of a deviation differ. */
export function differing(d: Deviation): string[] {
  return changedAttrs({ at: d.address, attrs: d.planned ?? {} }, { at: d.address, attrs: d.found ?? {} });
}
