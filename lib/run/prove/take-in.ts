// Drift as a state to plan towards: what the plans build, with the drifted objects as the target has them now.
import { keyOf, parseAddress, show, type Key } from '../../catalog/address.ts';
import type { Catalog, CatalogObject } from '../../catalog/catalog.ts';
import { EXIT, TidemarkError } from '../../errors.ts';
import type { PlanFile } from '../../format/plan.generated.ts';
import { plan } from '../../plan/plan.ts';
import type { ShadowOptions } from '../shadow/shadow.ts';
import { measure } from './take-over.ts';

export interface TakenIn {
  /** What the plans are to build. */
  readonly desired: Catalog;
  /** What they cannot do without and nobody declared. */
  readonly needed: readonly CatalogObject[];
  /** Owners of everything that is new there. */
  readonly owners: ReadonlyMap<Key, string>;
  /** Do the plans say what this attribute is? Of owners and grants they need not. */
  states(key: Key, attr: string): boolean;
  /** The statements that make one of its objects, with what lives in it. */
  text(key: Key): string;
}

/** Throws DRIFT_LEANS_OUTSIDE (exit 3). `plans`: what ran on the target. */
export async function takeIn(live: Catalog, drifted: readonly string[], plans: readonly PlanFile[], options: ShadowOptions): Promise<TakenIn> {
  const { planned, printed, beside, takenOver } = await measure(live, plans, options);
  const meant = new Set(drifted.map((text) => keyOf(parseAddress(text))));
  const apart = beside.find((o) => meant.has(keyOf(o.at)));
  if (apart !== undefined) {
    throw new TidemarkError('DRIFT_LEANS_OUTSIDE', `${show(apart.at)} leans on a table that no module declares, so no plan could build it`, {
      at: { object: show(apart.at) },
      next: `declare that table, or tidemark drift --ignore ${JSON.stringify(show(apart.at))} --until <date>`,
      exit: EXIT.decide,
    });
  }
  const belongs = (o: CatalogObject, catalog: Catalog): boolean =>
    meant.has(keyOf(o.at)) || (o.within !== undefined && catalog.objects.has(keyOf(o.within)) && belongs(catalog.objects.get(keyOf(o.within))!, catalog));
  const objects = new Map<Key, CatalogObject>();
  for (const [key, o] of planned.objects) if (!belongs(o, planned)) objects.set(key, o);
  for (const [key, o] of printed.objects) if (belongs(o, printed)) objects.set(key, o);
  // A new column's type, a new default's sequence: nobody declared them, and nothing else needed them.
  const needed: CatalogObject[] = [];
  for (const o of takenOver) {
    const key = keyOf(o.at);
    const found = printed.objects.get(key);
    if (found !== undefined && !planned.objects.has(key) && printed.edges.some((e) => e.to === key && objects.has(e.from))) {
      objects.set(key, found);
      needed.push(found);
    }
  }
  const edges = [...planned.edges, ...printed.edges].filter((e) => objects.has(e.from) && objects.has(e.to));
  const desired: Catalog = { ...planned, objects, edges };
  const fresh = [...objects.values()].filter((o) => belongs(o, desired) || !planned.objects.has(keyOf(o.at)));
  return {
    desired,
    needed,
    owners: new Map(fresh.flatMap((o) => (o.module === undefined ? [] : [[keyOf(o.at), o.module] as const]))),
    states: (key, attr) => planned.objects.get(key)?.attrs[attr] != null,
    text: (key) => textOf(desired, key),
  };
}

function textOf(desired: Catalog, key: Key): string {
  const inside = (o: CatalogObject): boolean =>
    keyOf(o.at) === key || (o.within !== undefined && desired.objects.has(keyOf(o.within)) && inside(desired.objects.get(keyOf(o.within))!));
  const objects = new Map([...desired.objects].filter(([, o]) => !inside(o)));
  const edges = desired.edges.filter((e) => objects.has(e.from) && objects.has(e.to));
  const { parts } = plan({ current: { ...desired, objects, edges }, desired, floor: 18, online: false, using: new Map() });
  const steps = parts.flatMap((p) => p.segments).flatMap((s) => s.steps);
  return steps.map((step) => `${step.sql.trim()};\n`).join('');
}
