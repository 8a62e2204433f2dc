// The schema as the next statement will meet it: the catalog before the script, changed by what the script did so far.
// Without a catalog, whatever is asked for exists, is large, and has unknown contents.
import { address, keyOf, type Key } from '../catalog/address.ts';
import type { Catalog, CatalogObject } from '../catalog/catalog.ts';
import { byRoutineName, followers, indexOwner, leaners, naming, relationOf, routineOf, type Naming } from './from-catalog.ts';
import type { Uses } from './uses.ts';
import { emptyRelation, type Constraint, type Domain, type Index, type Relation, type Routine } from './relation.ts';

const path = (names: readonly string[]): string => JSON.stringify(names);

export interface State {
  readonly hasCatalog: boolean;
  searchPath: readonly string[];
  /** The session's TimeZone is known to be UTC. */
  utc: boolean;
  /** Full names of what `names` means: the first schema on the search path that has it, else the first one. */
  resolve(names: readonly string[], space?: 'relation' | 'type' | 'function'): readonly string[];
  relation(names: readonly string[]): Relation;
  /** undefined when nothing of that name is known. */
  find(names: readonly string[]): Relation | undefined;
  put(r: Relation): void;
  remove(names: readonly string[]): void;
  rename(from: readonly string[], to: readonly string[]): void;
  children(names: readonly string[]): Relation[];
  /** Tables made OF a row type, by its full name. */
  typed(names: readonly string[]): Relation[];
  index(names: readonly string[]): Index | undefined;
  /** Every known relation with a foreign key to `names`. */
  referencing(names: readonly string[]): { relation: Relation; name: string; constraint: Constraint }[];
  routines(names: readonly string[]): Routine[];
  domain(names: readonly string[]): Domain | undefined;
  putDomain(names: readonly string[], d: Domain): void;
  putRoutine(r: Routine): void;
  /** Objects that lean on the one at `kind` and `names`, by catalog edges, without what is gone by now. */
  dependents(kind: string, names: readonly string[], args?: readonly string[]): CatalogObject[];
  /** Other objects (types, schemas, ...) by kind. */
  made(kind: string, names: readonly string[]): boolean;
  make(kind: string, names: readonly string[]): void;
  object(kind: string, names: readonly string[]): CatalogObject | undefined;
  /** What lives in an object, by the catalog. */
  inside(kind: string, names: readonly string[]): CatalogObject[];
  /** Something that is not a relation is dropped. */
  forget(kind: string, names: readonly string[]): void;
  /** A column, or only its default, is no longer what the catalog says: what it leaned on is free of it. In partitions too. */
  release(kinds: readonly ('table column' | 'default value')[], table: readonly string[], column: string): void;
  /** An object is defined anew: of what it leaned on by the catalog, it leans on what the new definition uses. */
  redefine(kind: string, names: readonly string[], uses: Uses): void;
  redefineRoutine(key: Key, uses: Uses): void;
  /** The kind of a type at these names, when the catalog or the script says so. */
  typeKind(names: readonly string[]): 'enum' | 'composite' | 'range' | 'domain' | undefined;
  schemaIsEmpty(name: string): boolean | undefined;
  /** The script ran something that may have made objects unseen. */
  blind: boolean;
  /** The script made something whose name the server chose. */
  unnamed: boolean;
  /** Last names that objects which are no relations have got by RENAME or SET SCHEMA. */
  readonly renamed: Set<string>;
  /** Something of this last name may be there although it is not found: in a schema that is not on the path, or in an extension. */
  elsewhere(names: readonly string[]): boolean;
  /** An extension is there that is none of these. */
  extended(known: ReadonlySet<string>): boolean;
}

/** Extensions that bring no relation, so that what is not found is not theirs. */
const withoutRelations = new Set(
  'plpgsql pgcrypto uuid-ossp citext hstore pg_trgm btree_gin btree_gist ltree intarray unaccent fuzzystrmatch tablefunc cube earthdistance isn lo seg vector'.split(
    ' ',
  ),
);

/** Told apart by arguments or an access method, which are not looked at. */
const severalOfAName = new Set(['aggregate', 'operator', 'operator class', 'operator family']);

/** What is found by name along the path. */
const bySchema = new Set(
  'table,view,materialized view,sequence,foreign table,index,table constraint,enum,composite type,range type,domain,function,procedure,aggregate'.split(','),
);

const relationKinds = ['table', 'view', 'materialized view', 'sequence', 'foreign table'];

export function openState(before: Catalog | null): State {
  const relations = new Map<string, Relation | null>();
  const routines = new Map<string, Routine[]>();
  const domains = new Map<string, Domain>();
  const madeObjects = new Set<string>();
  const gone = new Set<Key>();
  const released = new Set<Key>();
  const redefined = new Map<Key, Uses>();
  let inside: Map<Key, CatalogObject[]> | undefined;
  let leaning: Map<Key, Key[]> | undefined;
  let following: Map<Key, Key[]> | undefined;
  let routineNames: Map<string, CatalogObject[]> | undefined;
  let named: Naming | undefined;

  const get = (kind: string, names: readonly string[], args: readonly string[] = []): CatalogObject | undefined =>
    before?.objects.get(keyOf(address(kind, names, args)));
  const within = (o: CatalogObject): readonly CatalogObject[] => {
    if (inside === undefined) {
      inside = new Map();
      for (const c of before!.objects.values()) {
        if (c.within === undefined) continue;
        const key = keyOf(c.within);
        const list = inside.get(key);
        if (list === undefined) inside.set(key, [c]);
        else list.push(c);
      }
    }
    return inside.get(keyOf(o.at)) ?? [];
  };

  /** With all that lives in it and all that follows it: a table's column, the column's default, the sequence of a serial. */
  const leave = (o: CatalogObject): void => {
    if (gone.has(keyOf(o.at))) return;
    gone.add(keyOf(o.at));
    if (relationKinds.includes(o.at.kind)) relations.set(path(o.at.names), null);
    for (const c of within(o)) leave(c);
    following ??= followers(before!);
    for (const key of following.get(keyOf(o.at)) ?? []) {
      if (redefined.has(key)) continue;
      const follower = before!.objects.get(key);
      if (follower !== undefined) leave(follower);
    }
  };

  const load = (names: readonly string[]): Relation | undefined => {
    for (const kind of relationKinds) {
      const o = get(kind, names);
      if (o !== undefined && !gone.has(keyOf(o.at))) return relationOf(o, within);
    }
    return undefined;
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
        const o = get(kind, full);
        if (o === undefined) continue;
        leave(o);
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
    },
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
        if (index !== undefined && (schema === undefined || index.names[0] === schema || index.names.length === 1)) return index;
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
    routines(names) {
      const found: Routine[] = [];
      for (const full of names.length === 1 ? state.searchPath.map((s) => [s, names[0]!]) : [names]) {
        const key = path(full);
        if (!routines.has(key)) {
          routineNames ??= byRoutineName(before);
          routines.set(key, (routineNames.get(key) ?? []).map(routineOf));
        }
        found.push(...routines.get(key)!);
      }
      return found;
    },
    putRoutine(r) {
      state.routines(r.names);
      const list = routines.get(path(r.names))!;
      const at = list.findIndex((o) => o.args.join() === r.args.join());
      if (at === -1) list.push(r);
      else list[at] = r;
    },
    domain(names) {
      for (const full of names.length === 1 ? state.searchPath.map((s) => [s, names[0]!]) : [names]) {
        const known = domains.get(path(full));
        if (known !== undefined) return known;
        const o = get('domain', full);
        if (o === undefined) continue;
        const d: Domain = {
          type: String(o.attrs['type']),
          notNull: o.attrs['notNull'] === true,
          constraints: new Map(
            within(o)
              .filter((c) => c.at.kind === 'domain constraint')
              .map((c) => [c.at.names.at(-1)!, c.attrs['notValid'] !== true]),
          ),
        };
        domains.set(path(full), d);
        return d;
      }
      return undefined;
    },
    putDomain(names, d) {
      domains.set(path(names), d);
    },
    dependents(kind, names, args = []) {
      if (before === null) return [];
      leaning ??= leaners(before);
      return (leaning.get(keyOf(address(kind, names, args))) ?? [])
        .filter((k) => !gone.has(k) && !released.has(k) && (redefined.get(k)?.(kind, names) ?? true))
        .map((k) => before.objects.get(k))
        .filter((o): o is CatalogObject => o !== undefined);
    },
    made: (kind, names) => madeObjects.has(path([kind, ...state.resolve(names, 'type')])) || madeObjects.has(path([kind, ...names])),
    make: (kind, names) =>
      void madeObjects.add(
        path([kind, ...(names.length === 1 && kind !== 'schema' && kind !== 'extension' ? [state.searchPath[0] ?? 'public', ...names] : names)]),
      ),
    object(kind, names) {
      const o = get(kind, names) ?? get(kind, state.resolve(names, 'type'));
      return o === undefined || gone.has(keyOf(o.at)) ? undefined : o;
    },
    inside(kind, names) {
      const o = get(kind, names);
      return o === undefined ? [] : within(o).filter((c) => !gone.has(keyOf(c.at)));
    },
    release(kinds, table, column) {
      for (const kind of kinds) released.add(keyOf(address(kind, [...table, column])));
      for (const child of state.children(table)) state.release(kinds, child.names, column);
    },
    redefine(kind, names, uses) {
      redefined.set(keyOf(address(kind, names)), uses);
    },
    redefineRoutine(key, uses) {
      redefined.set(key, uses);
    },
    forget(kind, names) {
      const kinds = kind === 'type' || kind === 'domain' ? ['type', 'enum', 'composite', 'composite type', 'range', 'range type', 'domain'] : [kind];
      for (const k of kinds) {
        madeObjects.delete(path([k, ...state.resolve(names, 'type')]));
        const full = names.length === 1 && kind !== 'schema' && kind !== 'extension' ? state.resolve(names, 'type') : names;
        const o = get(k, full);
        if (o !== undefined) leave(o);
        else if (severalOfAName.has(k))
          for (const one of before?.objects.values() ?? []) if (one.at.kind === k && path(one.at.names.slice(0, full.length)) === path(full)) leave(one);
      }
      if (kind === 'function' || kind === 'procedure') for (const r of state.routines(names)) if (r.key !== undefined) gone.add(r.key);
      if (['trigger', 'rule', 'policy'].includes(kind)) {
        const o = get(kind, [...state.resolve(names.slice(0, -1)), names.at(-1)!]);
        if (o !== undefined) gone.add(keyOf(o.at));
      }
    },
    typeKind(names) {
      for (const full of names.length === 1 ? state.searchPath.map((s) => [s, names[0]!]) : [names]) {
        for (const kind of ['enum', 'composite', 'range', 'domain'] as const) {
          if (madeObjects.has(path([kind, ...full])) || get(kind, full) !== undefined || get(`${kind} type`, full) !== undefined) return kind;
        }
        if (get('composite type', full) !== undefined) return 'composite';
      }
      return undefined;
    },
    elsewhere(names) {
      if (state.extended(withoutRelations)) return true;
      if (names.length !== 1) return false;
      for (const o of before?.objects.values() ?? []) if (bySchema.has(o.at.kind) && o.at.names.at(-1) === names[0] && !gone.has(keyOf(o.at))) return true;
      return [...relations.values()].some((r) => r !== null && r.kind !== 'unknown' && r.names.at(-1) === names[0]);
    },
    extended(known) {
      for (const o of before?.objects.values() ?? []) if (o.at.kind === 'extension' && !known.has(o.at.names[0]!)) return true;
      return false;
    },
    schemaIsEmpty(name) {
      if (before === null) return undefined;
      for (const o of before.objects.values()) if (o.at.names[0] === name && o.at.kind !== 'schema' && !gone.has(keyOf(o.at))) return false;
      return ![...relations.values()].some((r) => r !== null && r.names[0] === name);
    },
  };

  return state;
}
