// Which module owns what a chain of plans has built: the module whose plan made it.
import { compareText, keyOf, type Key } from '../catalog/address.ts';
import type { Catalog, CatalogObject } from '../catalog/catalog.ts';
import type { PlanFile } from '../format/plan.generated.ts';
import { touches } from './touches.ts';

export const moduleOf = (plan: Pick<PlanFile, 'plan'>): string => plan.plan.slice(0, plan.plan.indexOf('/'));

/** Owner per head object after these plans, in the order they ran. */
export function owners(plans: readonly PlanFile[]): Map<Key, string> {
  const by = new Map<Key, string>();
  for (const plan of plans) {
    const module = moduleOf(plan);
    const also = new Set(plan.also ?? []);
    for (const step of plan.up.flatMap((s) => s.steps)) {
      const t = touches(step);
      for (const key of t.breaks) if (also.size === 0 || by.get(key) === module) by.delete(key);
      for (const key of t.makes) if (!by.has(key)) by.set(key, module);
    }
  }
  return by;
}

/** The catalog with every object's module filled in; children follow their parents. */
export function withOwners(catalog: Catalog, by: ReadonlyMap<Key, string>): Catalog {
  const find = (o: CatalogObject): string | undefined => {
    const own = by.get(keyOf(o.at));
    if (own !== undefined || o.within === undefined) return own;
    const parent = catalog.objects.get(keyOf(o.within));
    return parent === undefined ? undefined : find(parent);
  };
  const objects = new Map([...catalog.objects].map(([key, o]) => [key, { ...o, module: find(o) ?? o.module }] as const));
  return { ...catalog, objects };
}

/** Objects that changed hands between two catalogs: same address, another module. */
export function transfers(current: Catalog, desired: Catalog): { key: Key; from: string; to: string }[] {
  const out: { key: Key; from: string; to: string }[] = [];
  for (const [key, to] of desired.objects) {
    const from = current.objects.get(key);
    if (from?.module === undefined || to.module === undefined || from.module === to.module || to.within !== undefined) continue;
    out.push({ key, from: from.module, to: to.module });
  }
  return out.sort((a, b) => compareText(a.key, b.key));
}

/** desired(selected modules) over current(all others). */
export function overlay(current: Catalog, desired: Catalog, selected: ReadonlySet<string>): Catalog {
  const chosen = (o: CatalogObject | undefined): boolean => o?.module !== undefined && selected.has(o.module);
  const objects = new Map<Key, CatalogObject>();
  for (const [key, o] of current.objects) if (!chosen(o) && !chosen(desired.objects.get(key))) objects.set(key, o);
  for (const [key, o] of desired.objects) if (chosen(o) || (o.module === 'shared' && !objects.has(key))) objects.set(key, o);
  const edges = [...current.edges, ...desired.edges].filter((e) => objects.has(e.from) && objects.has(e.to));
  return { ...desired, objects, edges };
}

