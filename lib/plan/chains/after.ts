// Which plans of other modules a new plan has to run after. Always plans that stand already, so nothing can wait in a circle.
import { addressOf, compareText, keyOf, parseAddress, type Key } from '../../catalog/address.ts';
import type { PlanFile } from '../../format/plan.generated.ts';
import { kindOf } from '../../kinds/registry.ts';
import { moduleOf, owners } from './owners.ts';
import { changedBy, touches, type Touches } from '../document/touches.ts';

export interface Leaning {
  readonly document: Pick<PlanFile, 'up' | 'gives' | 'takes' | 'carries'>;
  /** Indices into `done`. */
  readonly afterParts: readonly number[];
  /** What it leans on, and what turns out otherwise by it without being spoken of. */
  readonly needs: readonly Key[];
}

/** "order/0001-init sha256:…", one per module. `chain`: committed, in order; `done`: made by this invocation, in order. */
export function afterOf(part: Leaning, module: string, chain: readonly PlanFile[], done: readonly PlanFile[]): string[] {
  const all = [...chain, ...done];
  const newest = new Map(all.map((p) => [moduleOf(p), p]));
  const after = new Map<string, PlanFile>();
  const wait = (p: PlanFile | undefined): void => {
    if (p !== undefined && moduleOf(p) !== module) after.set(moduleOf(p), p);
  };
  for (const i of part.afterParts) wait(done[i]);
  const by = owners(chain);
  for (const owner of foreignOwners(part.needs, by, module)) wait(newest.get(owner));
  // What leaned on this module so far was planned on what is about to change: it has to run first.
  const changed = changedBy(part.document);
  if (changed.length > 0) for (const name of dependents(all, had(all, part.document, module, changed, by))) wait(newest.get(name));
  for (const name of spokenBefore(part, all)) wait(newest.get(name));
  // What stands was planned to turn out as it does without it.
  if (touched(part.document).some((key) => kindOf(addressOf(key).kind).actsOnLater === true)) for (const plan of newest.values()) wait(plan);
  // It is made before it is handed over, and plans of the module that gets it were made while it was not theirs.
  for (const { from } of part.document.takes ?? []) wait(newest.get(from));
  for (const { to } of part.document.gives ?? []) wait(newest.get(to));
  return [...after.values()].map((p) => `${p.plan} ${p.seal}`).sort(compareText);
}

function touched(document: Pick<PlanFile, 'up'>): Key[] {
  return steps(document).flatMap((t) => [...t.makes, ...t.alters, ...t.breaks]);
}

function steps(document: Pick<PlanFile, 'up'>): Touches[] {
  return document.up.flatMap((s) => s.steps).map(touches);
}

/** Modules that have, or had, what changes: their plans, and those made on theirs, speak of it as it is. */
function had(plans: readonly PlanFile[], document: Leaning['document'], module: string, changed: readonly Key[], by: ReadonlyMap<Key, string>): Set<string> {
  const carried = (document.carries ?? []).map((c) => keyOf(parseAddress(c.address)));
  const out = new Set([module, ...foreignOwners([...changed, ...carried], by, module)]);
  const handed = [...plans.map((p) => ({ ...p, module: moduleOf(p) })), { ...document, module }];
  for (const to of out) {
    for (const p of handed) {
      for (const g of p.gives ?? []) if (g.to === to) out.add(p.module);
      for (const t of p.module === to ? (p.takes ?? []) : []) out.add(t.from);
    }
  }
  return out;
}

/** These modules, and those with plans that were made on theirs. */
function dependents(plans: readonly PlanFile[], modules: ReadonlySet<string>): Set<string> {
  const leans = (p: PlanFile): boolean => p.after.some((a) => modules.has(a.slice(0, a.indexOf('/'))));
  return new Set([...modules, ...plans.filter(leans).map(moduleOf)]);
}

/** Modules of which a plan once had a name that this part gives, or took along with a rename what this part speaks of. */
function spokenBefore(part: Leaning, plans: readonly PlanFile[]): Set<string> {
  const makes = new Set(
    steps(part.document)
      .flatMap((t) => t.makes)
      .flatMap(names),
  );
  const speaks = new Set([...touched(part.document), ...part.needs].flatMap(around));
  const out = new Set<string>();
  for (const plan of plans) {
    const had = spoken(plan);
    if (had.names.some((n) => makes.has(n)) || had.carried.some((n) => speaks.has(n))) out.add(moduleOf(plan));
  }
  return out;
}

interface Spoken {
  readonly names: readonly string[];
  /** The names that what it took along has since then. */
  readonly carried: readonly string[];
}

const read = new WeakMap<PlanFile, Spoken>();

function spoken(plan: PlanFile): Spoken {
  const known = read.get(plan);
  if (known !== undefined) return known;
  const carries = plan.carries ?? [];
  const had = [...steps(plan).flatMap((t) => [...t.makes, ...t.breaks]), ...carries.map((c) => keyOf(parseAddress(c.address)))].flatMap(names);
  const said = { names: had, carried: carries.map((c) => named(parseAddress(c.to).names, parseAddress(c.to).args)) };
  read.set(plan, said);
  return said;
}

const named = (all: readonly string[], args: readonly string[] = []): string => JSON.stringify([all, args]);

/** Under which nothing else can be meanwhile. A key has an index of its name in its table's schema. */
function names(key: Key): string[] {
  const { kind, names: all, args } = addressOf(key);
  return [named(all, args), ...(all.length > 2 && kindOf(kind).class === 'pg_constraint' ? [named([all[0]!, all.at(-1)!])] : [])];
}

/** Its own name, and those of what it lives in. */
function around(key: Key): string[] {
  const { names: all, args } = addressOf(key);
  return all.map((_, i) => named(all.slice(0, i + 1), i + 1 === all.length ? args : []));
}

function foreignOwners(needs: readonly Key[], by: ReadonlyMap<Key, string>, module: string): Set<string> {
  const out = new Set<string>();
  const add = (owner: string | undefined): void => void (owner !== undefined && owner !== module && out.add(owner));
  const within = new Set<string>();
  for (const key of needs) {
    add(by.get(key));
    const { names: all } = addressOf(key);
    if (all.length > 2) within.add(JSON.stringify(all.slice(0, 2)));
  }
  if (within.size > 0) for (const [key, owner] of by) if (within.has(JSON.stringify(addressOf(key).names))) add(owner);
  return out;
}
