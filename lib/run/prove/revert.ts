// The statements that put drift back: from the live catalog to the same one with the drifted objects as they were left.
import { addressOf, keyOf, parseAddress, show, type Key } from '../../catalog/address.ts';
import { isRight } from '../../catalog/rights.ts';
import type { Catalog, CatalogObject } from '../../catalog/catalog.ts';
import type { PlanFile } from '../../format/plan.generated.ts';
import { plan } from '../../plan/plan.ts';
import type { Segment } from '../../plan/step.ts';
import type { Policy } from '../../hazards/policy.ts';
import type { Drifted } from '../execute/compare.ts';
import type { ShadowOptions } from '../shadow/shadow.ts';
import { judge } from './judge.ts';
import { measure } from './take-over.ts';

export interface RevertInput {
  readonly live: Catalog;
  readonly drifted: readonly Pick<Drifted, 'address' | 'attrs'>[];
  /** The target as the last run left it. */
  readonly recorded: ReadonlyMap<Key, CatalogObject>;
  /** What ran on the target, in that order. */
  readonly plans: readonly PlanFile[];
  readonly online: boolean;
  readonly policy: Policy;
  readonly shadow: ShadowOptions;
}

export interface Reverted {
  /** Classified. */
  readonly segments: readonly Segment[];
  /** Drifted and not in the plans: what the target had otherwise when it was taken over. */
  readonly beyond: readonly string[];
}

export async function revert(input: RevertInput): Promise<Reverted> {
  const { planned, printed, beside } = await measure(input.live, input.plans, input.shadow);
  const drifted = new Set(input.drifted.map((d) => keyOf(parseAddress(d.address))));
  const current = withRights(withRaw(printed, beside, drifted), input.drifted, 'is');
  const isMeant = (o: CatalogObject, catalog: Catalog): boolean => {
    for (let at: CatalogObject | undefined = o; at !== undefined; at = at.within === undefined ? undefined : catalog.objects.get(keyOf(at.within)))
      if (drifted.has(keyOf(at.at))) return true;
    return false;
  };
  const objects = new Map<Key, CatalogObject>();
  for (const [key, o] of current.objects) if (!isMeant(o, current)) objects.set(key, o);
  for (const [key, o] of planned.objects) if (isMeant(o, planned)) objects.set(key, current.objects.has(key) ? o : asItWas(o, input.recorded.get(key)));
  const edges = [...current.edges, ...planned.edges].filter((e) => objects.has(e.from) && objects.has(e.to));
  const desired = withRights({ ...planned, objects, edges }, input.drifted, 'was');
  const floor = Math.floor(input.live.printer.server / 10_000);
  const { parts } = plan({ current, desired, floor, online: input.online, using: new Map() });
  const segments = await judge(
    parts.flatMap((p) => [...p.segments]),
    current,
    { floor, policy: input.policy },
  );
  const known = (key: Key): boolean => planned.objects.has(key) || current.objects.has(key);
  return { segments, beyond: [...drifted].filter((key) => !known(key)).map((key) => show(addressOf(key))) };
}

/** What leans on a table of nobody's stays out of the shadow; to be dropped it need not be there. */
function withRaw(printed: Catalog, beside: readonly CatalogObject[], drifted: ReadonlySet<Key>): Catalog {
  const raw = beside.filter((o) => drifted.has(keyOf(o.at)));
  if (raw.length === 0) return printed;
  return { ...printed, objects: new Map([...printed.objects, ...raw.map((o) => [keyOf(o.at), o] as const)]) };
}

/** What is gone and comes back has the owner and the grants it had, whether a plan states them or not. */
function asItWas(o: CatalogObject, was: CatalogObject | undefined): CatalogObject {
  if (was === undefined) return o;
  const attrs = { ...o.attrs };
  for (const right of new Set([...Object.keys(attrs), ...Object.keys(was.attrs)].filter(isRight))) {
    if (was.attrs[right] == null) delete attrs[right];
    else attrs[right] = was.attrs[right];
  }
  return { ...o, attrs };
}

/** Owner and grants that plans do not state stand in the ledger's snapshot alone: the drift itself says what they were and are. */
function withRights(catalog: Catalog, drifted: RevertInput['drifted'], side: 'was' | 'is'): Catalog {
  const objects = new Map(catalog.objects);
  for (const { address, attrs } of drifted) {
    const key = keyOf(parseAddress(address));
    const o = objects.get(key);
    const rights = attrs.filter((a) => isRight(a.name));
    if (o === undefined || rights.length === 0) continue;
    const said = { ...o.attrs };
    for (const right of rights) {
      if (right[side] === null) delete said[right.name];
      else said[right.name] = right[side];
    }
    objects.set(key, { ...o, attrs: said });
  }
  return { ...catalog, objects };
}
