// Reads a whole catalog from a server: one flat query per kind that may have something, one for pg_depend, one for comments. It names no kind;
// what a kind does not model is reported, never skipped.
import { address, keyOf, type Address, type Key } from '../../catalog/address.ts';
import { CATALOG_VERSION, type Attrs, type Catalog, type CatalogObject, type Printer } from '../../catalog/catalog.ts';
import { fingerprint } from '../../catalog/fingerprint.ts';
import { TidemarkError } from '../../errors.ts';
import type { Kind, KindRow } from '../../kinds/kind.ts';
import { kinds } from '../../kinds/registry.ts';
import { literal } from '../../sql/quote.ts';
import { Dependencies, edgesOf, idOf, type Id, type Lean } from './dependencies.ts';
import { readAll } from '../session/batch.ts';
import { pin } from '../session/pin.ts';
import type { ServerError, Session } from '../session/session.ts';
import { censusQuery, everyone, identify, mayHave, type Count } from './census.ts';

/** The schema that holds tidemark's own ledger: never part of a catalog. */
export const RESERVED_SCHEMA = 'tidemark';

export interface IntrospectOptions {
  /** Which user schemas to read; default all but the reserved one. */
  readonly schemas?: (name: string) => boolean;
  /** The role printed as "@runner"; default the connected one. To compare with a catalog that another role's session printed. */
  readonly runner?: string | undefined;
}

/** The catalog changed while it was read. */
class Moved extends Error {}

/**
 * The state of the connected database. Pins the session's settings; reads only.
 * Throws CATALOG_MOVING when other sessions change the catalog faster than it can be read.
 */
export async function introspect(session: Session, options: IntrospectOptions = {}): Promise<Catalog> {
  await pin(session);
  let cause: unknown;
  for (let attempt = 0; attempt < 5; attempt++) {
    try {
      return await read(session, options);
    } catch (error) {
      const code = (error as ServerError).code;
      if (!(error instanceof Moved) && code !== 'XX000') throw error;
      cause = error;
      await new Promise((wake) => setTimeout(wake, 20 * 2 ** attempt));
    }
  }
  throw new TidemarkError('CATALOG_MOVING', 'the catalog kept changing while it was read, five times in a row', {
    cause,
    next: 'wait until other sessions are done changing the schema, then run the command again',
  });
}

/**
 * The objects of some kinds, without edges: what a step has to be checked by while it holds its locks. Members of extensions
 * are among them. Names of kinds that no record has are passed over.
 */
export async function glance(session: Session, names: ReadonlySet<string>): Promise<ReadonlyMap<Key, CatalogObject>> {
  await pin(session);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await glanceOnce(session, names);
    } catch (error) {
      if (!(error instanceof Moved) || attempt === 5) throw error;
    }
  }
}

async function glanceOnce(session: Session, names: ReadonlySet<string>): Promise<Map<Key, CatalogObject>> {
  const { server, runner } = await aboutServer(session);
  const within = await schemaPredicate(session, {});
  const objects = new Map<Key, CatalogObject>();
  const wanted = kinds.filter((kind) => names.has(kind.name));
  const [said, ...rows] = await readAll(session, [commentsQuery, ...wanted.map((kind) => queryOf(kind, server, within))]);
  const comments = commentsIn(said as unknown as CommentRow[]);
  for (const [i, kind] of wanted.entries()) {
    for (const row of rows[i] as unknown as KindRow[]) {
      const id = idOf(kind.class, row.objid, row.objsubid);
      const o = objectOf(kind, row, id, runner, comments.get(id));
      objects.set(keyOf(o.at), o);
    }
  }
  return objects;
}

function queryOf(kind: Kind, server: number, within: (alias: string) => string, runner?: string): string {
  const query = runner === undefined ? kind.query(server) : kind.query(server).replace(/\bcurrent_user\b/gi, () => literal(runner));
  return query.replace(/\{user_schemas:([a-z_][a-z0-9_]*)\}/g, (_, alias: string) => within(alias));
}

async function aboutServer(session: Session): Promise<{ server: number; version: string; pglite: boolean; runner: string }> {
  const [[about]] = (await readAll(session, [
    `select current_setting('server_version_num')::int4 as server, split_part(current_setting('server_version'), ' ', 1) as version,
       version() like '%PGlite%' as pglite, current_user::text as runner`,
  ])) as [[{ server: number; version: string; pglite: boolean; runner: string }]];
  return about;
}

async function read(session: Session, options: IntrospectOptions): Promise<Catalog> {
  const { server, runner: connected, version, pglite } = await aboutServer(session);
  const runner = options.runner ?? connected;
  const printer: Printer = { server, version, engine: pglite ? 'PGlite' : 'PostgreSQL', catalog: CATALOG_VERSION };
  const within = await schemaPredicate(session, options);
  const [counts, depend, said] = await readAll(session, [censusQuery(within), Dependencies.query, commentsQuery]);
  const census = counts as unknown as Count[];
  const asked = kinds.filter((kind) => mayHave(census, kind));
  const rows = await readAll(
    session,
    asked.map((kind) => queryOf(kind, server, within, options.runner)),
  );
  const dependencies = Dependencies.of(depend as { line: string | null }[]);
  const comments = commentsIn(said as unknown as CommentRow[]);
  const found = asked.flatMap((kind, i) => (rows[i] as unknown as KindRow[]).map((row) => ({ kind, row, id: idOf(kind.class, row.objid, row.objsubid) })));

  const objects = new Map<Key, CatalogObject>();
  const modelled = new Map<Id, Key>();
  const members = new Set<Key>();
  for (const { kind, row, id } of found) {
    const o = objectOf(kind, row, id, runner, comments.get(id));
    const key = keyOf(o.at);
    objects.set(key, o);
    modelled.set(id, key);
    if (dependencies.isMember(kind.class, row.objid)) members.add(key);
  }
  leaveOut(members, objects, modelled);

  const edges = edgesOf(objects, modelled, dependencies, leansOf(found, objects));
  const unmodelled = await identify(session, strangers(everyone(census), modelled, dependencies));
  return { objects, edges, printer, fingerprint: fingerprint(objects), unmodelled };
}

/** A predicate on a pg_namespace alias. */
async function schemaPredicate(session: Session, options: IntrospectOptions): Promise<(alias: string) => string> {
  const [rows] = await readAll(session, [
    `select nspname::text as name from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema' order by 1`,
  ]);
  const names = (rows as { name: string }[])
    .map((r) => r.name)
    .filter((n) => n !== RESERVED_SCHEMA || session.whole === true)
    .filter((n) => options.schemas?.(n) ?? true);
  const list = names.length === 0 ? 'null::text' : names.map(literal).join(', ');
  return (alias) => `${alias}.nspname in (${list})`;
}

function objectOf(kind: Kind, row: KindRow, id: Id, runner: string, comment: string | undefined): CatalogObject {
  if ('definition' in row.attrs && row.attrs['definition'] === null) throw new Moved(`the definition of ${kind.name} ${row.names.join('.')} is gone`);
  const attrs: { [name: string]: Attrs[string] } = {};
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

interface CommentRow {
  readonly class: string;
  readonly objid: string;
  readonly objsubid: number;
  readonly text: string;
}

const commentsQuery = `
    select classoid::regclass::text as class, objoid::text as objid, objsubid, description as text from pg_description where objoid >= 16384 or classoid = 'pg_namespace'::regclass
    union all select classoid::regclass::text, objoid::text, 0, description from pg_shdescription where objoid >= 16384`;

function commentsIn(rows: readonly CommentRow[]): Map<Id, string> {
  return new Map(rows.map((r) => [idOf(r.class, r.objid, r.objsubid), r.text]));
}

/** Extension members are the extension's, with all that lives in them. */
function leaveOut(members: Set<Key>, objects: Map<Key, CatalogObject>, modelled: Map<Id, Key>): void {
  if (members.size === 0) return;
  const isOut = (o: CatalogObject): boolean => {
    for (let at: Address | undefined = o.at; at !== undefined; at = objects.get(keyOf(at))?.within) if (members.has(keyOf(at))) return true;
    return false;
  };
  for (const [key, o] of objects) {
    if (!isOut(o)) continue;
    members.add(key);
    modelled.delete(o.id!);
  }
  for (const key of members) objects.delete(key);
}

function leansOf(found: readonly { kind: Kind; row: KindRow; id: Id }[], objects: ReadonlyMap<Key, CatalogObject>): Lean[] {
  return found.flatMap(({ kind, row }) => {
    const from = keyOf(address(kind.name, row.names, row.args ?? []));
    if (!objects.has(from)) return [];
    return (row.leans ?? []).map((a) => ({ from, to: keyOf(addressOfJson(a)), how: a.how ?? ('needs' as const) })).filter((e) => objects.has(e.to));
  });
}

/** What no kind models and nothing modelled stands for. */
function strangers(
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
