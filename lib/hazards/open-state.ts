// Owns the state that a script changes: what it made and met itself, before what the catalog says.
import { address, keyOf } from '../catalog/address.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { indexOwner, isChildOf, naming, relationOf, type Naming } from './from-catalog.ts';
import { bySchema, severalOfAName, withoutRelations } from './naming.ts';
import { emptyRelation, relationKinds, type Column, type Domain, type Relation } from './relation.ts';
import { openRemains } from './remains.ts';
import { openRoutines } from './routines.ts';
import type { State } from './state.ts';
import { onlyOne, type Uses } from './uses.ts';

const path = (names: readonly string[]): string => JSON.stringify(names);

export function openState(before: Catalog | null): State {
  const relations = new Map<string, Relation | null>();
  const domains = new Map<string, Domain>();
  const madeObjects = new Set<string>();
  const remains = openRemains(before, (o, called) => void (relationKinds.includes(o.at.kind) && relations.set(path(called), null)));
  let named: Naming | undefined;

  const load = (names: readonly string[]): Relation | undefined => {
    const o = relationKinds.map((kind) => state.object(kind, names, 'exactly')).find((one) => one !== undefined);
    if (o === undefined) return undefined;
    const relation = relationOf(o, remains.within);
    if (o.at.kind === 'foreign table') relation.rowless = ![...remains.all()].some((c) => isChildOf(c, o));
    return relation;
  };
  const find = (names: readonly string[]): Relation | undefined => {
    const full = state.resolve(names);
    const key = path(full);
    const cached = relations.get(key);
    if (cached !== undefined) return cached ?? undefined;
    const loaded = load(full);
    if (loaded !== undefined) relations.set(key, loaded);
    return loaded;
  };
  /** What the script met so far, and the tables that the catalog names for `full`: nothing else can speak of it. */
  const near = (full: readonly string[], by: keyof Naming): Relation[] => {
    named ??= naming(before);
    for (const names of named[by].get(path(full)) ?? []) find(names);
    return [...relations.values()].filter((r): r is Relation => r !== null);
  };

  /** The full names that these may mean. */
  const onPath = (names: readonly string[]): (readonly string[])[] => (names.length === 1 ? state.searchPath.map((s) => [s, names[0]!]) : [names]);

  const sole = (uses: Uses): Uses => onlyOne(uses, (names) => state.routines(names).length === 1);
  const state: State = {
    hasCatalog: before !== null,
    blind: false,
    unnamed: false,
    renamed: new Set(),
    utc: false,
    searchPath: ['public'],
    resolve(names, space = 'relation') {
      if (names.length !== 1) return names.length > 2 ? names.slice(-2) : names;
      for (const schema of state.searchPath) {
        const full = [schema, names[0]!];
        if (
          space === 'relation'
            ? relations.get(path(full)) != null || (relations.get(path(full)) !== null && load(full) !== undefined)
            : space === 'type'
              ? state.typeKind(full) !== undefined
              : state.routines(full).length > 0
        )
          return full;
      }
      return [state.searchPath[0] ?? 'public', names[0]!];
    },
    find,
    relation(names) {
      const known = find(names);
      if (known !== undefined) return known;
      const full = state.resolve(names);
      const phantom = emptyRelation(full, 'unknown', false, false);
      relations.set(path(full), phantom);
      return phantom;
    },
    put(r) {
      relations.set(path(r.names), r);
    },
    remove(names) {
      const full = state.resolve(names);
      // Partitions go with the whole.
      for (const child of state.children(full)) state.remove(child.names);
      relations.set(path(full), null);
      for (const kind of relationKinds) {
        const o = remains.get(kind, full);
        if (o !== undefined) remains.leave(o);
      }
    },
    rename(from, to) {
      const r = state.relation(from);
      relations.set(path(r.names), null);
      r.names = to;
      for (const index of r.indexes.values()) {
        index.table = path(to);
        index.names = [...to.slice(0, -1), index.names.at(-1)!];
      }
      relations.set(path(to), r);
      remains.rename(from, to);
    },
    renameColumn(r, from, to) {
      const column = r.columns.get(from);
      r.columns.delete(from);
      if (column !== undefined) r.columns.set(to, column);
      if (r.outputs !== undefined) r.outputs = r.outputs.map((o) => (o.name === from ? { ...o, name: to } : o));
      remains.renameObject('table column', [...r.names, from], [...r.names, to]);
      // as the partitions do, by the same name
      for (const child of state.children(r.names)) state.renameColumn(child, from, to);
    },
    renameObject: (kind, from, to) => remains.renameObject(kind, from, to),
    children(names) {
      const full = state.resolve(names);
      const key = path(full);
      return near(full, 'partitionOf').filter((r) => r.partitionOf === key);
    },
    typed: (full) => near(full, 'ofType').filter((r) => r.ofType === path(full)),
    index(names) {
      const [schema, name] = names.length > 1 ? [names.at(-2)!, names.at(-1)!] : [undefined, names[0]!];
      const owner = before === null ? undefined : indexOwner(before, name, schema === undefined ? state.searchPath : [schema]);
      if (owner !== undefined) find(owner);
      for (const r of relations.values()) {
        const index = r?.indexes.get(name);
        // a part goes with the index of the parent
        const gone = index?.made === false && index.constraint === undefined && remains.isGone(keyOf(address('index', index.names)));
        if (index !== undefined && !gone && (schema === undefined || index.names[0] === schema || index.names.length === 1)) return index;
      }
      return undefined;
    },
    referencing(names) {
      const full = state.resolve(names);
      const key = path(full);
      return near(full, 'references').flatMap((relation) =>
        [...relation.constraints]
          .filter(([, c]) => c.references !== undefined && path(state.resolve(c.references)) === key)
          .map(([name, constraint]) => ({ relation, name, constraint })),
      );
    },
    ...openRoutines(before, onPath),
    domain(names) {
      for (const full of onPath(names)) {
        const known = domains.get(path(full));
        if (known !== undefined) return known;
        const o = remains.get('domain', full);
        if (o === undefined) continue;
        const d: Domain = {
          type: String(o.attrs['type']),
          notNull: o.attrs['notNull'] === true,
          constraints: new Map(
            remains
              .within(o)
              .filter((c) => c.at.kind === 'domain constraint')
              .map((c) => [c.at.names.at(-1)!, c.attrs['notValid'] !== true]),
          ),
        };
        domains.set(path(full), d);
        return d;
      }
      return undefined;
    },
    domainUnder(column) {
      const names = (column.type ?? '').split('.').map((n) => n.replaceAll('"', ''));
      const was = column.retyped === true ? undefined : onPath(names).flatMap((full) => before?.objects.get(keyOf(address('domain', full))) ?? [])[0];
      return was === undefined ? state.domain(names)?.type : String(was.attrs['type']);
    },
    retypedTo(names) {
      const is = (c: Column): boolean => c.retyped === true && path(state.resolve(c.type?.split('.') ?? [], 'type')) === path(names);
      return [...relations.values()].filter((r): r is Relation => r !== null && !r.made && [...r.columns.values()].some(is));
    },
    putDomain(names, d) {
      domains.set(path(names), d);
    },
    dependents: (kind, names, args = [], hard) => remains.dependents(kind, names, args, hard),
    made: (kind, names) => madeObjects.has(path([kind, ...state.resolve(names, 'type')])) || madeObjects.has(path([kind, ...names])),
    make: (kind, names) =>
      void madeObjects.add(
        path([kind, ...(names.length === 1 && kind !== 'schema' && kind !== 'extension' ? [state.searchPath[0] ?? 'public', ...names] : names)]),
      ),
    object(kind, names, how) {
      const o = remains.get(kind, names) ?? (how === 'exactly' ? undefined : remains.get(kind, state.resolve(names, 'type')));
      return o === undefined || remains.isGone(keyOf(o.at)) ? undefined : o;
    },
    inside(kind, names) {
      const o = remains.get(kind, names);
      return o === undefined ? [] : remains.within(o).filter((c) => !remains.isGone(keyOf(c.at)));
    },
    release(kinds, table, column) {
      for (const kind of kinds) remains.release(kind, [...table, column]);
      for (const child of state.children(table)) state.release(kinds, child.names, column);
      for (const child of (named ??= naming(before)).inherits.get(path(table)) ?? []) state.release(kinds, child, column);
    },
    redefine: (kind, names, uses) => remains.redefine(kind, names, sole(uses)),
    redefineRoutine: (key, uses) => remains.redefineRoutine(key, sole(uses)),
    forget(kind, names) {
      const kinds = kind === 'type' || kind === 'domain' ? ['type', 'enum', 'composite', 'composite type', 'range', 'range type', 'domain'] : [kind];
      for (const k of kinds) {
        madeObjects.delete(path([k, ...state.resolve(names, 'type')]));
        const full = names.length === 1 && kind !== 'schema' && kind !== 'extension' ? state.resolve(names, 'type') : names;
        const o = remains.get(k, full);
        if (o !== undefined) remains.leave(o);
        else if (severalOfAName.has(k))
          for (const one of remains.all()) if (one.at.kind === k && path(one.at.names.slice(0, full.length)) === path(full)) remains.leave(one);
      }
      if (kind === 'function' || kind === 'procedure') for (const r of state.routines(names)) if (r.key !== undefined) remains.drop(r.key);
      if (['trigger', 'rule', 'policy'].includes(kind)) {
        const o = remains.get(kind, [...state.resolve(names.slice(0, -1)), names.at(-1)!]);
        if (o !== undefined) remains.drop(keyOf(o.at));
      }
    },
    typeKind(names) {
      for (const full of onPath(names)) {
        for (const kind of ['enum', 'composite', 'range', 'domain'] as const) {
          if (madeObjects.has(path([kind, ...full])) || [kind, `${kind} type`].some((k) => state.object(k, full, 'exactly') !== undefined)) return kind;
        }
      }
      return undefined;
    },
    elsewhere(names) {
      if (state.extended(withoutRelations)) return true;
      if (names.length !== 1) return false;
      return (
        remains.there().some((o) => bySchema.has(o.at.kind) && o.at.names.at(-1) === names[0]) ||
        [...relations.values()].some((r) => r !== null && r.kind !== 'unknown' && r.names.at(-1) === names[0])
      );
    },
    extended: (known) => [...remains.all()].some((o) => o.at.kind === 'extension' && !known.has(o.at.names[0]!)),
    moveAway: (names) => remains.moveAway(names),
    schemaIsEmpty(name) {
      if (before === null) return undefined;
      return !remains.standsIn(name) && ![...relations.values()].some((r) => r !== null && r.names[0] === name);
    },
  };

  return state;
}
