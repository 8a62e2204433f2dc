// What of the catalog before the script is still there, and leans on what it leaned on, while the script is read.
import { address, keyOf, type Key } from '../catalog/address.ts';
import type { Catalog, CatalogObject } from '../catalog/catalog.ts';
import { edgesTo, inside } from '../catalog/listed.ts';
import { relationKinds } from './relation.ts';
import type { Uses } from './uses.ts';

export interface Remains {
  /** A relation goes by another name from here on, and so do its parts. */
  rename(from: readonly string[], to: readonly string[]): void;
  /** What is no relation goes by another name from here on: a column, a constraint, a trigger, a type. */
  renameObject(kind: string, from: readonly string[], to: readonly string[]): void;
  /** By the name that it has by now. Gone or not. */
  get(kind: string, names: readonly string[]): CatalogObject | undefined;
  all(): Iterable<CatalogObject>;
  /** Those of `all` that are there. */
  there(): CatalogObject[];
  within(o: CatalogObject): readonly CatalogObject[];
  /** It went to another schema, with all that lives in it and follows it. */
  moveAway(names: readonly string[]): void;
  /** Is something in this schema still? */
  standsIn(schema: string): boolean;
  isGone(key: Key): boolean;
  /** It goes, with all that lives in it and all that follows it: a table's column, the column's default, the sequence of a serial. */
  leave(o: CatalogObject): void;
  /** Only the object itself. */
  drop(key: Key): void;
  /** It leans on nothing any more. */
  release(kind: string, names: readonly string[]): void;
  /** Of what it leaned on, it leans on what `uses` names. */
  redefine(kind: string, names: readonly string[], uses: Uses): void;
  redefineRoutine(key: Key, uses: Uses): void;
  /** `hard`: what refuses that it goes, and does not go along by itself. */
  dependents(kind: string, names: readonly string[], args: readonly string[], hard?: 'hard'): CatalogObject[];
}

/** `left` hears of every object that goes, and what it was called by then. */
export function openRemains(before: Catalog | null, left: (o: CatalogObject, called: readonly string[]) => void): Remains {
  const gone = new Set<Key>();
  const released = new Set<Key>();
  const redefined = new Map<Key, Uses>();
  const away = new Set<string>();
  /** What it was called at the start; undefined: nothing of then has the name. */
  const formerly = new Map<string, readonly string[] | undefined>();
  /** What it is called by now, by what it was called at the start. */
  const since = new Map<string, readonly string[]>();
  /** The same of what is no relation, in a table by the name that it had. */
  const objectsThen = new Map<string, readonly string[] | undefined>();
  const relationThen = (kind: string, names: readonly string[]): readonly string[] | undefined => {
    const relation = JSON.stringify(names.slice(0, 2));
    if (!formerly.has(relation) || !named.has(kind)) return names;
    const was = formerly.get(relation);
    return was === undefined ? undefined : [...was, ...names.slice(2)];
  };
  const homeThen = (kind: string, names: readonly string[]): readonly string[] | undefined => {
    if (!ofTypes.has(kind)) return relationThen(kind, names);
    const type = then('type', names.slice(0, 2));
    return type && [...type, ...names.slice(2)];
  };
  const then = (kind: string, names: readonly string[]): readonly string[] | undefined => {
    const at = homeThen(kind, names);
    const known = at && spoken(kind, at);
    return known !== undefined && objectsThen.has(known) ? objectsThen.get(known) : at;
  };
  const keyThen = (kind: string, names: readonly string[]): Key => keyOf(address(kind, then(kind, names) ?? names));

  const remains: Remains = {
    rename(from, to) {
      const was = then('table', from);
      formerly.set(JSON.stringify(to), was);
      formerly.set(JSON.stringify(from), undefined);
      if (was !== undefined) since.set(JSON.stringify(was), to);
    },
    renameObject(kind, from, to) {
      const [old, now] = [homeThen(kind, from), homeThen(kind, to)];
      if (old === undefined || now === undefined) return;
      const was = then(kind, from);
      objectsThen.set(spoken(kind, now), was);
      objectsThen.set(spoken(kind, old), undefined);
    },
    get(kind, names) {
      const at = then(kind, names);
      return at === undefined ? undefined : before?.objects.get(keyOf(address(kind, at)));
    },
    all: () => before?.objects.values() ?? [],
    there: () => [...remains.all()].filter((o) => !gone.has(keyOf(o.at))),
    within: (o) => (before === null ? [] : inside(before, keyOf(o.at))),
    moveAway: (names) => void away.add(JSON.stringify(names)),
    standsIn: (schema) =>
      remains.there().some((o) => o.at.names[0] === schema && o.at.kind !== 'schema' && !homesOf(o).some((at) => away.has(JSON.stringify(at)))),
    isGone: (key) => gone.has(key),
    leave(o) {
      if (gone.has(keyOf(o.at))) return;
      gone.add(keyOf(o.at));
      left(o, since.get(JSON.stringify(o.at.names)) ?? o.at.names);
      for (const c of remains.within(o)) remains.leave(c);
      for (const { from, how } of edgesTo(before!, keyOf(o.at))) {
        if (how !== 'auto' && how !== 'owned') continue;
        const follower = redefined.has(from) ? undefined : before!.objects.get(from);
        if (follower !== undefined) remains.leave(follower);
      }
    },
    drop: (key) => void gone.add(key),
    release: (kind, names) => void released.add(keyThen(kind, names)),
    redefine: (kind, names, uses) => void redefined.set(keyThen(kind, names), uses),
    redefineRoutine: (key, uses) => void redefined.set(key, uses),
    dependents(kind, names, args, hard) {
      const at = then(kind, names);
      if (before === null || at === undefined) return [];
      return edgesTo(before, keyOf(address(kind, at, args)))
        .filter((e) => e.how === 'needs' || (e.how === 'auto' && hard === undefined))
        .map((e) => e.from)
        .filter((k) => !gone.has(k) && !released.has(k) && (redefined.get(k)?.(kind, names) ?? true))
        .map((k) => before.objects.get(k))
        .filter((o): o is CatalogObject => o !== undefined);
    },
  };
  return remains;
}

/** Kinds that share their names: what has the name of a column, and types. */
const families: readonly (readonly string[])[] = [
  ['table column', 'default value', 'not null'],
  ['type', 'enum', 'composite', 'composite type', 'range', 'range type', 'domain'],
];

/** What lives in a type under its name. */
const ofTypes = new Set(['domain constraint', 'attribute', 'enum label']);

const spoken = (kind: string, names: readonly string[]): string => JSON.stringify([families.find((f) => f.includes(kind))?.[0] ?? kind, ...names]);

/** Relations, and what lives in one under its name. */
const named = new Set([...relationKinds, 'table column', 'table constraint', 'default value', 'not null', 'policy', 'trigger', 'rule']);

/** Itself, what it lives in, and the table of the column that owns it: by the name that they move under. */
function homesOf(o: CatalogObject): string[][] {
  const owner = o.attrs['ownedBy'] as readonly string[] | null | undefined;
  return [o.at.names, o.within?.names, owner].filter((names) => names != null).map((names) => names.slice(0, 2));
}
