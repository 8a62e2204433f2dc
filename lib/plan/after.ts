// Which plans of other modules a new plan has to run after. Always plans that stand already, so nothing can wait in a circle.
import { addressOf, compareText, type Key } from '../catalog/address.ts';
import type { PlanFile } from '../format/plan.generated.ts';
import { kindOf } from '../kinds/registry.ts';
import { moduleOf, owners } from './owners.ts';
import { touches, type Touches } from './touches.ts';

export interface Leaning {
  readonly document: Pick<PlanFile, 'up' | 'gives'>;
  /** Indices into `done`. */
  readonly afterParts: readonly number[];
  readonly needs: readonly Key[];
}

/** "order/0001-init sha256:…", one per module. `chain`: committed, in order; `done`: made by this invocation, in order. */
export function afterOf(part: Leaning, module: string, chain: readonly PlanFile[], done: readonly PlanFile[]): string[] {
  const newest = new Map([...chain, ...done].map((p) => [moduleOf(p), p]));
  const after = new Map<string, PlanFile>();
  const wait = (p: PlanFile | undefined): void => {
    if (p !== undefined && moduleOf(p) !== module) after.set(moduleOf(p), p);
  };
  for (const i of part.afterParts) wait(done[i]);
  for (const owner of foreignOwners(part.needs, owners(chain), module)) wait(newest.get(owner));
  // What leaned on this module so far was planned on what is about to change: it has to run first.
  if (changesWhatIs(part.document)) for (const name of dependents([...chain, ...done], module)) wait(newest.get(name));
  // What stands was planned to turn out as it does without it.
  if (touched(part.document).some((key) => kindOf(addressOf(key).kind).actsOnLater === true)) for (const plan of newest.values()) wait(plan);
  // Plans of the module that gets something were made while it was not theirs.
  for (const { to } of part.document.gives ?? []) wait(newest.get(to));
  return [...after.values()].map((p) => `${p.plan} ${p.seal}`).sort(compareText);
}

function changesWhatIs(document: Pick<PlanFile, 'up'>): boolean {
  return steps(document).some((t) => t.breaks.length + t.alters.length > 0);
}

function touched(document: Pick<PlanFile, 'up'>): Key[] {
  return steps(document).flatMap((t) => [...t.makes, ...t.alters, ...t.breaks]);
}

function steps(document: Pick<PlanFile, 'up'>): Touches[] {
  return document.up.flatMap((s) => s.steps).map(touches);
}

/** Modules with plans that were made on this module's. */
function dependents(plans: readonly PlanFile[], module: string): Set<string> {
  return new Set(plans.filter((p) => p.after.some((a) => a.startsWith(`${module}/`))).map(moduleOf));
}

function foreignOwners(needs: readonly Key[], by: ReadonlyMap<Key, string>, module: string): Set<string> {
  const out = new Set<string>();
  const add = (owner: string | undefined): void => void (owner !== undefined && owner !== module && out.add(owner));
  const within = new Set<string>();
  for (const key of needs) {
    add(by.get(key));
    const { names } = addressOf(key);
    if (names.length > 2) within.add(JSON.stringify(names.slice(0, 2)));
  }
  if (within.size > 0) for (const [key, owner] of by) if (within.has(JSON.stringify(addressOf(key).names))) add(owner);
  return out;
}
