// Which of a live database's objects belong to modules, pure. What a statement of the modules names is managed, with all that
// lives in it; what managed objects cannot do without is taken over; the rest is left alone.
import { compareText, keyOf, show, type Key } from '../../catalog/address.ts';
import type { Catalog, CatalogObject, Edge } from '../../catalog/catalog.ts';
import { EXIT, TidemarkError } from '../../errors.ts';

export interface Adoption {
  /** The live catalog without what is left alone; every object with its module. */
  readonly managed: Catalog;
  /** Named by no statement, and needed by what is: types, functions, sequences, schemas. In `managed`. */
  readonly takenOver: readonly CatalogObject[];
  /** Undeclared in something managed, and leaning on a table that is left alone: a foreign key to it. Not in `managed`. */
  readonly beside: readonly CatalogObject[];
  /** Free-standing and left alone. */
  readonly unmanaged: readonly CatalogObject[];
}

/** `stated`: what the modules say, with modules on what they make. Throws ADOPT_LEANS_OUTSIDE (exit 3). */
export function adopt(live: Catalog, stated: Catalog): Adoption {
  const { needs, dying, children } = linksOf(live);
  // An index has a name of its own: one of that name on another table is not the declared one, and its table's.
  const declared = (key: Key): boolean => {
    const [said, found] = [stated.objects.get(key), live.objects.get(key)];
    return said !== undefined && (said.within === undefined || found?.within === undefined || keyOf(said.within) === keyOf(found.within));
  };
  const homeOf = (o: CatalogObject): CatalogObject => {
    const home = o.within === undefined ? undefined : live.objects.get(keyOf(o.within));
    return home === undefined ? o : homeOf(home);
  };
  // Tables and all that has columns hold people's data: never taken over because something leans on them.
  const isLeftAlone = (key: Key): boolean => {
    const home = homeOf(live.objects.get(key)!);
    return !declared(keyOf(home.at)) && (children.get(keyOf(home.at)) ?? []).length > 0 && home.at.names.length > 1;
  };
  const modules = new Map<Key, string | undefined>();
  const beside = new Map<Key, CatalogObject>();
  const outside = (key: Key, path = new Set<Key>()): Key | undefined => {
    if (path.has(key)) return undefined;
    path.add(key);
    for (const to of needs.get(key) ?? []) {
      if (declared(to) && !beside.has(to)) continue;
      const found = isLeftAlone(to) || beside.has(to) ? to : outside(to, path);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const take = (key: Key, module: string | undefined): void => {
    if (modules.has(key) || beside.has(key)) return;
    const o = live.objects.get(key)!;
    const wall = outside(key);
    if (wall !== undefined) {
      if (declared(key) || o.within === undefined) throw leansOutside(o, live.objects.get(wall)!);
      setAside(o);
      return;
    }
    const own = (declared(key) ? stated.objects.get(key)!.module : undefined) ?? module;
    modules.set(key, own);
    for (const child of children.get(key) ?? []) take(child, own);
    for (const to of needs.get(key) ?? []) if (!declared(to)) take(keyOf(homeOf(live.objects.get(to)!).at), own);
    for (const from of dying.get(key) ?? []) if (!isLeftAlone(from)) take(from, own);
  };
  const setAside = (o: CatalogObject): void => {
    beside.set(keyOf(o.at), o);
    for (const child of children.get(keyOf(o.at)) ?? []) setAside(live.objects.get(child)!);
  };
  for (const key of [...live.objects.keys()].filter(declared).sort(compareText)) take(key, undefined);
  const objects = new Map<Key, CatalogObject>();
  for (const [key, o] of live.objects) {
    const said = stated.objects.get(key);
    // Every database has it and nobody manages it: how it is there says nothing.
    if (said !== undefined && said.module === undefined && said.within === undefined) objects.set(key, said);
    else if (modules.has(key)) objects.set(key, { ...o, module: modules.get(key) });
  }
  const known = (o: CatalogObject): boolean => objects.has(keyOf(o.at)) || beside.has(keyOf(o.at));
  return {
    managed: { ...live, objects, edges: live.edges.filter((e) => objects.has(e.from) && objects.has(e.to)) },
    takenOver: [...objects.values()].filter((o) => o.within === undefined && !declared(keyOf(o.at))),
    beside: [...beside.values()].map((o) => ({ ...o, module: modules.get(keyOf(homeOf(o).at)) })),
    unmanaged: [...live.objects.values()].filter((o) => o.within === undefined && !known(o)),
  };
}

interface Links {
  readonly needs: ReadonlyMap<Key, readonly Key[]>;
  /** What goes when the object goes without living in it: a sequence that a column owns. */
  readonly dying: ReadonlyMap<Key, readonly Key[]>;
  readonly children: ReadonlyMap<Key, readonly Key[]>;
}

function linksOf(live: Catalog): Links {
  const needs = new Map<Key, Key[]>();
  const dying = new Map<Key, Key[]>();
  const children = new Map<Key, Key[]>();
  const put = (map: Map<Key, Key[]>, key: Key, value: Key): void => {
    const list = map.get(key);
    if (list === undefined) map.set(key, [value]);
    else list.push(value);
  };
  for (const [key, o] of live.objects) if (o.within !== undefined) put(children, keyOf(o.within), key);
  const isPart = (e: Edge): boolean => live.objects.get(e.from)?.within !== undefined;
  for (const e of live.edges) {
    if (!live.objects.has(e.from) || !live.objects.has(e.to) || e.how === 'within' || e.how === 'soft') continue;
    if (e.how !== 'owned') put(needs, e.from, e.to);
    if (e.how !== 'needs' && !isPart(e)) put(dying, e.to, e.from);
  }
  return { needs, dying, children };
}

function leansOutside(o: CatalogObject, wall: CatalogObject): TidemarkError {
  return new TidemarkError('ADOPT_LEANS_OUTSIDE', `${show(o.at)} leans on ${show(wall.at)} in this database, and no module declares that one`, {
    at: { object: show(o.at) },
    next: `declare ${show(wall.at)} in the module of ${show(o.at)}, as it is, and run tidemark baseline again`,
    exit: EXIT.decide,
  });
}
