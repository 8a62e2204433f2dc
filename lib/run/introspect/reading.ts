// Owns what one reading of a catalog found, and how rows become a catalog: all of them, or those of what changed put into an earlier reading.
import { address, compareText, keyOf, type Address, type Key } from '../../catalog/address.ts';
import type { Attrs, Catalog, CatalogObject, Edge, Printer } from '../../catalog/catalog.ts';
import type { Kind, KindRow } from '../../kinds/kind.ts';
import { everyone, type Count } from './census.ts';
import { edgesOf, idOf, nodeOf, type Dependencies, type Id, type Lean, type Node } from './dependencies.ts';

/** A definition was gone by the time it was read: the catalog changed meanwhile. */
export class Moved extends Error {}

/** What stands beside an object: its comment, and its security labels by provider. */
export interface Remarks {
  readonly comment?: string;
  readonly labels?: { readonly [provider: string]: string };
}

/** What the server said of everything, however little of it is read again. */
export interface Told {
  readonly census: readonly Count[];
  readonly dependencies: Dependencies;
  /** Remarks as JSON, so that a change of them is seen at once. */
  readonly remarks: ReadonlyMap<Id, string>;
  /** A transaction id: every older one was finished and seen. */
  readonly horizon: string;
  /** The schemas that were read, the runner, the printer: readings with other ones have nothing in common. */
  readonly scope: string;
}

export interface Reading extends Told {
  readonly objects: ReadonlyMap<Key, CatalogObject>;
  readonly modelled: ReadonlyMap<Id, Key>;
  readonly leans: ReadonlyMap<Key, readonly Lean[]>;
  /** Members of extensions and what lives in them. */
  readonly outside: ReadonlySet<Node>;
  readonly unmodelled: readonly { readonly class: string; readonly objid: string }[];
}

export interface Found {
  readonly kind: Kind;
  readonly rows: readonly KindRow[];
}

/** `since`: the reading that these rows are put into, in place of what it had of the same objects. */
export function readingOf(
  told: Told,
  found: readonly Found[],
  runner: string,
  since?: { readonly reading: Reading; readonly again: ReadonlySet<Node> },
): Reading {
  const kept = (id: Id): boolean => since !== undefined && !since.again.has(nodeOf(id));
  const objects = new Map([...(since?.reading.objects ?? [])].filter(([, o]) => kept(o.id!)));
  const modelled = new Map([...(since?.reading.modelled ?? [])].filter(([id]) => kept(id)));
  const leans = new Map([...(since?.reading.leans ?? [])].filter(([key]) => objects.has(key)));
  const members = new Set<Key>();
  for (const { kind, rows } of found) {
    for (const row of rows) {
      const id = idOf(kind.class, row.objid, row.objsubid);
      if (kept(id)) continue;
      const o = objectOf(kind, row, id, runner, told.remarks.get(id));
      const key = keyOf(o.at);
      objects.set(key, o);
      modelled.set(id, key);
      const own = (row.leans ?? []).map((a) => ({ from: key, to: keyOf(addressOfJson(a)), how: a.how ?? ('needs' as const) }));
      if (own.length > 0) leans.set(key, own);
      if (told.dependencies.isMember(kind.class, row.objid)) members.add(key);
    }
  }
  const outside = new Set([...(since?.reading.outside ?? []), ...leaveOut(members, objects, modelled)]);
  return { ...told, objects, modelled, leans, outside, unmodelled: strangers(everyone(told.census), modelled, told.dependencies) };
}

export function catalogOf(reading: Reading, printer: Printer, unmodelled: readonly Address[]): Catalog {
  const { modelled, dependencies, leans } = reading;
  // A server lists what it has as it came, or as it last changed: what is planned of it must not depend on that.
  const objects = new Map([...reading.objects].sort(([a], [b]) => compareText(a, b)));
  let edges: readonly Edge[] | undefined;
  return {
    objects,
    // Who only asks what is there needs none.
    get edges() {
      return (edges ??= edgesOf(objects, modelled, dependencies, [...leans.values()].flat()));
    },
    printer,
    unmodelled,
  };
}

export function objectOf(kind: Kind, row: KindRow, id: Id, runner: string, remarks: string | undefined): CatalogObject {
  if ('definition' in row.attrs && row.attrs['definition'] === null) throw new Moved(`the definition of ${kind.name} ${row.names.join('.')} is gone`);
  const attrs: { [name: string]: Attrs[string] } = {};
  const { comment, labels } = JSON.parse(remarks ?? '{}') as Remarks;
  if (labels !== undefined) attrs['securityLabels'] = labels;
  // A kind may speak of its comment itself: then the catalog's is not put over it.
  if (comment !== undefined && !('comment' in row.attrs)) attrs['comment'] = comment;
  const aside: { [name: string]: Attrs[string] } = {};
  for (const [name, value] of Object.entries(row.attrs)) {
    if (value === null) continue;
    if (name.startsWith('~')) aside[name.slice(1)] = value;
    else attrs[name] = bare(value);
  }
  if (row.owner !== null) attrs['owner'] = row.owner === runner ? '@runner' : row.owner;
  if (row.acl !== null && row.acl.length > 0) attrs['acl'] = row.acl;
  return {
    at: address(kind.name, row.names, row.args ?? []),
    within: row.within === null ? undefined : addressOfJson(row.within),
    attrs,
    bond: row.bond ?? undefined,
    ...(Object.keys(aside).length > 0 && { aside }),
    ordinal: row.ordinal ?? undefined,
    id,
  };
}

/** Without the nulls of nested objects; lists keep theirs. */
function bare(value: Attrs[string]): Attrs[string] {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, v]) => v !== null)
      .map(([n, v]) => [n, bare(v as Attrs[string])]),
  );
}

function addressOfJson(a: { kind: string; names: string[]; args?: string[] | null }): Address {
  return address(a.kind, a.names, a.args ?? []);
}

/** Extension members are the extension's, with all that lives in them. Returns what was left out. */
function leaveOut(members: Set<Key>, objects: Map<Key, CatalogObject>, modelled: Map<Id, Key>): Node[] {
  if (members.size === 0) return [];
  const out: Node[] = [];
  const isOut = (o: CatalogObject): boolean => {
    for (let at: Address | undefined = o.at; at !== undefined; at = objects.get(keyOf(at))?.within) if (members.has(keyOf(at))) return true;
    return false;
  };
  for (const [key, o] of objects) {
    if (!isOut(o)) continue;
    members.add(key);
    modelled.delete(o.id!);
    out.push(nodeOf(o.id!));
  }
  for (const key of members) objects.delete(key);
  return out;
}

/** What of these no kind models and nothing modelled stands for. */
export function strangers(
  all: readonly { class: string; objid: string }[],
  modelled: ReadonlyMap<Id, Key>,
  dependencies: Dependencies,
): { class: string; objid: string }[] {
  return all.filter(
    (c) =>
      !dependencies.isMember(c.class, c.objid) &&
      dependencies.lift(idOf(c.class, c.objid, 0), modelled) === undefined &&
      !dependencies.isMemberWithin(c.class, c.objid),
  );
}
