// A live database read as a state to plan towards: what belongs to modules, printed by the shadow.
import { addressOf, compareText, keyOf, type Key } from '../../catalog/address.ts';
import { isRight } from '../../catalog/rights.ts';
import type { Catalog, CatalogObject } from '../../catalog/catalog.ts';
import { changedAttrs, diff } from '../../catalog/diff.ts';
import type { PlanFile } from '../../format/plan.generated.ts';
import { adopt, type Adoption } from '../../plan/chains/adopt.ts';
import { owners, withOwners } from '../../plan/chains/owners.ts';
import { standing } from '../elaborate/standing.ts';
import { reprint } from '../elaborate/reprint.ts';
import { forgive, plannedExtensions } from '../elaborate/sources.ts';
import { introspect } from '../introspect/introspect.ts';
import type { Session } from '../session/session.ts';
import { openShadow, type ShadowOptions } from '../shadow/shadow.ts';

export interface TakenOver extends Adoption {
  /** `managed` as the shadow prints it. */
  readonly printed: Catalog;
}

/** `shadow` is empty and is so again afterwards. Throws ADOPT_LEANS_OUTSIDE, REPRINT_REFUSED. */
export async function takeOver(live: Catalog, stated: Catalog, shadow: Session): Promise<TakenOver> {
  const adoption = adopt(disowned(forgive(live, stated), stated), stated);
  const printed = await reprint(adoption.managed, shadow);
  const module = (o: CatalogObject): string | undefined => {
    const own = adoption.managed.objects.get(keyOf(o.at));
    const home = o.within === undefined ? undefined : printed.objects.get(keyOf(o.within));
    return own !== undefined || home === undefined ? own?.module : module(home);
  };
  const objects = new Map([...printed.objects].map(([key, o]) => [key, { ...o, module: module(o) }] as const));
  return { ...adoption, printed: { ...printed, objects } };
}

/** What no statement names has no stated owner or grants either. */
export function disowned(live: Catalog, stated: Catalog): Catalog {
  const objects = new Map(
    [...live.objects].map(([key, o]) => {
      if (stated.objects.has(key) || !Object.keys(o.attrs).some(isRight)) return [key, o] as const;
      const attrs = Object.fromEntries(Object.entries(o.attrs).filter(([name]) => !isRight(name)));
      return [key, { ...o, attrs: o.attrs['owner'] === undefined ? attrs : { ...attrs, owner: '@runner' } }] as const;
    }),
  );
  return { ...live, objects };
}

/** Where a target is otherwise than its plans say; attributes that differ on each side, null where there is no such object. */
export interface Deviation {
  readonly address: CatalogObject['at'];
  readonly module: string;
  readonly planned: CatalogObject['attrs'] | null;
  readonly found: CatalogObject['attrs'] | null;
}

export interface Measured extends TakenOver {
  /** What the plans build, with modules. */
  readonly planned: Catalog;
  readonly deviations: readonly Deviation[];
}

/** A live database against what these plans build, in the order they run. */
export async function measure(live: Catalog, plans: readonly PlanFile[], options: ShadowOptions): Promise<Measured> {
  const extensions = plannedExtensions({ is: 'plans', plans });
  const wide = { ...options, extensions };
  const planned = withOwners(await built(plans, wide), owners(plans));
  const shadow = await openShadow(wide);
  try {
    const taken = await takeOver(live, planned, shadow);
    return { ...taken, planned, deviations: [...deviations(planned, taken.printed), ...taken.beside.map(undeclared)] };
  } finally {
    await shadow.close();
  }
}

async function built(plans: readonly PlanFile[], options: ShadowOptions): Promise<Catalog> {
  const shadow = await standing(plans, options);
  try {
    return await introspect(shadow);
  } finally {
    await shadow.close();
  }
}

export function undeclared(o: CatalogObject): Deviation {
  return { address: o.at, module: o.module ?? 'shared', planned: null, found: o.attrs };
}

/** What lives in something that is missing, or is there too much, goes without saying. */
export function deviations(planned: Catalog, found: Catalog): Deviation[] {
  const changes = diff(planned, found);
  const whole = new Set<Key>(changes.filter((c) => c.is !== 'alter').map((c) => c.key));
  const out: Deviation[] = [];
  for (const c of changes.sort((a, b) => compareText(a.key, b.key))) {
    const o = c.is === 'drop' ? c.from : c.to;
    if (c.is !== 'alter' && o.within !== undefined && whole.has(keyOf(o.within))) continue;
    const only = (attrs: CatalogObject['attrs'], names: readonly string[]): CatalogObject['attrs'] =>
      Object.fromEntries(names.filter((n) => attrs[n] !== undefined).map((n) => [n, attrs[n]!]));
    const names = c.is === 'alter' ? changedAttrs(c.from, c.to) : [];
    out.push({
      address: addressOf(c.key),
      module: o.module ?? 'shared',
      planned: c.is === 'create' ? null : c.is === 'drop' ? c.from.attrs : only(c.from.attrs, names),
      found: c.is === 'drop' ? null : c.is === 'create' ? c.to.attrs : only(c.to.attrs, names),
    });
  }
  return out;
}
