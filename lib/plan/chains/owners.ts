// Which module owns what a chain of plans has built: the module whose plan made it.
import { address, addressOf, compareText, keyOf, parseAddress, type Address, type Key } from '../../catalog/address.ts';
import type { Catalog, CatalogObject } from '../../catalog/catalog.ts';
import type { PlanFile } from '../../format/plan.generated.ts';
import { isHome } from '../renames/homes.ts';
import { touches } from '../document/touches.ts';

export const moduleOf = (plan: Pick<PlanFile, 'plan'>): string => plan.plan.slice(0, plan.plan.indexOf('/'));

export type Owning = Pick<PlanFile, 'plan' | 'up' | 'also' | 'takes' | 'gives' | 'carries'>;

/** Owner per head object after these plans, in the order they ran. */
export function owners(plans: readonly Owning[]): Map<Key, string> {
  const by = new Map<Key, string>();
  for (const plan of plans) ownersAfter(by, plan);
  return by;
}

/** Changes `by` to what it is after one more plan. */
export function ownersAfter(by: Map<Key, string>, plan: Owning): void {
  handedOver(by, plan);
  carryAll(by, plan.carries ?? []);
  const module = moduleOf(plan);
  const also = new Set(plan.also?.map((a) => keyOf(parseAddress(a))));
  const carried = new Set(plan.carries?.flatMap((c) => [keyOf(parseAddress(c.address)), keyOf(parseAddress(c.to))]));
  const goes = (key: Key): boolean => !carried.has(key) && (also.size === 0 || by.get(key) === module);
  const steps = plan.up.flatMap((s) => s.steps).map(touches);
  const homes = steps.flatMap((t) => t.breaks).filter((key) => addressOf(key).names.length === 2 && isHome(addressOf(key)) && goes(key));
  emptied(by, homes, goes);
  for (const t of steps) {
    for (const key of t.breaks) if (goes(key)) by.delete(key);
    // What another module had by this name went with something, and nobody said so.
    for (const key of t.makes) if (!carried.has(key) && !(also.has(key) && by.has(key))) by.set(key, module);
  }
}

/** Both chains record a transfer: whichever runs first carries it out, before its statements speak of the object. */
export function handedOver(by: Map<Key, string>, plan: Pick<PlanFile, 'plan' | 'takes' | 'gives'>): void {
  const module = moduleOf(plan);
  const handed = [
    ...(plan.takes ?? []).map((t) => ({ key: keyOf(parseAddress(t.address)), from: t.from, to: module })),
    ...(plan.gives ?? []).map((g) => ({ key: keyOf(parseAddress(g.address)), from: module, to: g.to })),
  ];
  const said = new Set(handed.map((h) => h.key));
  for (const h of handed) handOver(by, h, said);
}

/** All at once: one may get the address that another leaves. */
function carryAll(by: Map<Key, string>, carries: NonNullable<PlanFile['carries']>): void {
  if (carries.length === 0) return;
  const went = new Map<Key, Key>();
  const homes = new Map<string, readonly string[]>();
  for (const c of carries) {
    const [from, to] = [parseAddress(c.address), parseAddress(c.to)];
    went.set(keyOf(from), keyOf(to));
    if (from.names.length > 2 || isHome(from)) homes.set(JSON.stringify(from.names), to.names);
  }
  const there = new Map<Key, string>();
  for (const [key, owner] of by) {
    const to = went.get(key) ?? movedInside(addressOf(key), homes);
    if (to === undefined) continue;
    by.delete(key);
    there.set(to, owner);
  }
  for (const [key, owner] of there) by.set(key, owner);
}

function movedInside(at: Address, homes: ReadonlyMap<string, readonly string[]>): Key | undefined {
  for (let n = at.names.length; n > 1; n -= 1) {
    const outer = at.names.slice(0, n);
    const to = isInside(at.names, outer) ? homes.get(JSON.stringify(outer)) : undefined;
    if (to !== undefined) return keyOf(address(at.kind, [...to, ...at.names.slice(n)], at.args));
  }
  return undefined;
}

/** What was named within what goes, and is not said to be another module's that comes again. */
function emptied(by: Map<Key, string>, broken: readonly Key[], goes: (key: Key) => boolean): void {
  const homes = new Set(broken.map((key) => JSON.stringify(addressOf(key).names)));
  if (homes.size === 0) return;
  for (const key of by.keys()) {
    const { names } = addressOf(key);
    if (names.length > 2 && homes.has(JSON.stringify(names.slice(0, 2))) && goes(key)) by.delete(key);
  }
}

/** With the object goes what is named within it, belonged to the same module, and is not itself said to go elsewhere. */
function handOver(by: Map<Key, string>, { key, from, to }: Transfer, said: ReadonlySet<Key>): void {
  const { names } = addressOf(key);
  for (const [other, owner] of by) {
    if (owner === from && (other === key || (!said.has(other) && isInside(addressOf(other).names, names)))) by.set(other, to);
  }
}

/** A column's not null goes by its column's own names; two things in a schema that share a name are strangers, and no part of the schema. */
function isInside(names: readonly string[], outer: readonly string[]): boolean {
  return outer.length > 1 && (names.length > outer.length || (names.length === outer.length && names.length > 2)) && outer.every((n, i) => n === names[i]);
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

export interface Transfer {
  /** Where the object is before the plans. */
  readonly key: Key;
  readonly from: string;
  readonly to: string;
}

/** Objects that changed hands between two catalogs: same address, or the one a marker says, and another module. */
export function transfers(current: Catalog, desired: Catalog, renamings: readonly { readonly from: Address; readonly to: Address }[] = []): Transfer[] {
  const former = new Map(renamings.map((r) => [keyOf(r.to), keyOf(r.from)]));
  const handed = new Map<Key, Transfer>();
  for (const [key, o] of desired.objects) {
    const was = current.objects.get(former.get(key) ?? key);
    if (was?.module === undefined || o.module === undefined || was.module === o.module) continue;
    handed.set(key, { key: keyOf(was.at), from: was.module, to: o.module });
  }
  // What is named within a transferred object goes with it unsaid; an index has a name of its own.
  const implied = (o: CatalogObject, t: Transfer): boolean => {
    if (o.within === undefined) return false;
    const parent = handed.get(keyOf(o.within));
    return parent?.from === t.from && parent.to === t.to && isInside(addressOf(t.key).names, addressOf(parent.key).names);
  };
  const told = [...handed].filter(([key, t]) => !implied(desired.objects.get(key)!, t)).map(([, t]) => t);
  return [...told, ...notAlong(current, desired, former, handed)].sort((a, b) => compareText(a.key, b.key));
}

/** What is named within something that changes hands and would go with it, but stays, or goes elsewhere: it is handed on from there. */
function notAlong(current: Catalog, desired: Catalog, former: ReadonlyMap<Key, Key>, handed: ReadonlyMap<Key, Transfer>): Transfer[] {
  const out: Transfer[] = [];
  for (const [key, o] of desired.objects) {
    const was = current.objects.get(former.get(key) ?? key);
    for (let home = o.within; home !== undefined && was !== undefined; home = desired.objects.get(keyOf(home))?.within) {
      const t = handed.get(keyOf(home));
      if (t === undefined || t.from !== was.module || t.to === o.module || !isInside(was.at.names, addressOf(t.key).names)) continue;
      out.push({ key: keyOf(was.at), from: t.to, to: o.module! });
    }
  }
  return out;
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
