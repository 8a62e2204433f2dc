// Reads a catalog from a server: one flat query per kind that may have something, one for pg_depend, one for comments and security labels. It names no kind;
// what a kind does not model is reported, never skipped.
import { keyOf, type Address, type Key } from '../../catalog/address.ts';
import { CATALOG_VERSION, type Catalog, type CatalogObject, type Printer } from '../../catalog/catalog.ts';
import { diff } from '../../catalog/diff.ts';
import { fingerprint } from '../../catalog/fingerprint.ts';
import { TidemarkError } from '../../errors.ts';
import type { Kind, KindRow } from '../../kinds/kind.ts';
import { kinds } from '../../kinds/registry.ts';
import { literal } from '../../sql/quote.ts';
import { readAll } from '../session/batch.ts';
import { pin } from '../session/pin.ts';
import type { ServerError, Session } from '../session/session.ts';
import { censusQuery, identify, mayHave, type Count } from './census.ts';
import { Dependencies, idOf, type Id, type Node } from './dependencies.ts';
import { affected, freshQuery, SINCE, type Fresh } from './fresh.ts';
import { catalogOf, Moved, objectOf, readingOf, type Found, type Reading, type Remarks, type Told } from './reading.ts';

/** The schema that holds tidemark's own ledger: never part of a catalog. */
export const RESERVED_SCHEMA = 'tidemark';

export interface IntrospectOptions {
  /** Which user schemas to read; default all but the reserved one. */
  readonly schemas?: (name: string) => boolean;
  /** The role printed as "@runner"; default the connected one. To compare with a catalog that another role's session printed. */
  readonly runner?: string | undefined;
}

/**
 * The state of the connected database. Pins the session's settings; reads only.
 * Throws CATALOG_MOVING when other sessions change the catalog faster than it can be read.
 */
export async function introspect(session: Session, options: IntrospectOptions = {}): Promise<Catalog> {
  return steadily(session, () => read(session, options));
}

/**
 * The same, of a shadow that was read before: only what changed since, and what may show it, is read again. For states that are
 * compared with others; where a way ends, introspect() has the last word. TIDEMARK_REREAD=whole turns it off, =check compares each
 * reading with a whole one.
 */
export async function reread(session: Session): Promise<Catalog> {
  const how = process.env['TIDEMARK_REREAD'];
  if (how === 'whole') return introspect(session);
  const since = readings.get(session);
  if (since === undefined || (how !== 'check' && since.objects.size < WORTH)) return introspect(session);
  const catalog = await steadily(session, () => read(session, {}, since));
  if (how === 'check') mustAgree(catalog, await introspect(session));
  return catalog;
}

/** Below so many objects a whole reading is as quick. */
const WORTH = 500;

/** The last reading of what a session has committed. */
const readings = new WeakMap<Session, Reading>();

function mustAgree(quick: Catalog, whole: Catalog): void {
  const differing = diff(quick, whole).map((c) => c.key);
  const edges = (c: Catalog): string => JSON.stringify(c.edges);
  const rest = (c: Catalog): string => JSON.stringify([fingerprint(c.objects), c.unmodelled]);
  if (differing.length > 0 || edges(quick) !== edges(whole) || rest(quick) !== rest(whole))
    throw new Error(`read again in part it is not what it is: ${differing.join(', ') || (edges(quick) === edges(whole) ? rest(quick) : 'edges')}`);
}

async function steadily(session: Session, attempt: () => Promise<Catalog>): Promise<Catalog> {
  await pin(session);
  let cause: unknown;
  for (let n = 0; n < 5; n++) {
    try {
      return await attempt();
    } catch (error) {
      const code = (error as ServerError).code;
      if (!(error instanceof Moved) && code !== 'XX000') throw error;
      cause = error;
      await new Promise((wake) => setTimeout(wake, 20 * 2 ** n));
    }
  }
  throw new TidemarkError('CATALOG_MOVING', 'the catalog kept changing while it was read, five times in a row', {
    cause,
    next: 'wait until other sessions are done changing the schema, then run the command again',
  });
}

/**
 * These objects, as far as they are there, without edges: what a step has to be checked by while it holds its locks. Members of
 * extensions are among them. Kinds that no record has are passed over.
 */
export async function glance(session: Session, wanted: readonly Address[], role?: string): Promise<ReadonlyMap<Key, CatalogObject>> {
  await pin(session);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await glanceOnce(session, wanted, role);
    } catch (error) {
      if (!(error instanceof Moved) || attempt === 5) throw error;
    }
  }
}

async function glanceOnce(session: Session, wanted: readonly Address[], role?: string): Promise<Map<Key, CatalogObject>> {
  const about = await aboutServer(session);
  const { server } = about;
  const runner = role ?? about.runner;
  const within = predicateOn(await schemasOf(session, {}));
  const objects = new Map<Key, CatalogObject>();
  const names = new Set(wanted.map((at) => at.kind));
  const asked = kinds.filter((kind) => names.has(kind.name));
  const [said, ...rows] = await readAll(session, [
    remarksQuery,
    ...asked.map((kind) => {
      const list = JSON.stringify(wanted.filter((at) => at.kind === kind.name).map((at) => at.names));
      // By name, before anything is printed: a database may have fifty thousand other tables.
      return `select q.* from (${queryOf(kind, server, within, role)}) q where q.names::jsonb in (select json_array_elements(${literal(list)}::json)::jsonb)`;
    }),
  ]);
  const remarks = remarksIn(said as unknown as RemarkRow[]);
  for (const [i, kind] of asked.entries()) {
    for (const row of rows[i] as unknown as KindRow[]) {
      const id = idOf(kind.class, row.objid, row.objsubid);
      const o = objectOf(kind, row, id, runner, remarks.get(id));
      objects.set(keyOf(o.at), o);
    }
  }
  return objects;
}

function queryOf(kind: Kind, server: number, within: (alias: string) => string, runner?: string): string {
  const query = runner === undefined ? kind.query(server) : kind.query(server).replace(/\bcurrent_user\b/gi, () => literal(runner));
  return query.replace(/\{user_schemas:([a-z_][a-z0-9_]*)\}/g, (_, alias: string) => within(alias));
}

interface About {
  readonly server: number;
  readonly version: string;
  readonly pglite: boolean;
  readonly runner: string;
  readonly horizon: string;
  /** The session's transaction has written: what it sees may be rolled back. */
  readonly writing: boolean;
}

async function aboutServer(session: Session): Promise<About> {
  const [[about]] = (await readAll(session, [
    `select current_setting('server_version_num')::int4 as server, split_part(current_setting('server_version'), ' ', 1) as version,
       version() like '%PGlite%' as pglite, current_user::text as runner,
       pg_snapshot_xmin(pg_current_snapshot())::xid::text as horizon, pg_current_xact_id_if_assigned() is not null as writing`,
  ])) as unknown as [[About]];
  return about;
}

function printerFrom({ server, version, pglite }: About): Printer {
  return { server, version, engine: pglite ? 'PGlite' : 'PostgreSQL', catalog: CATALOG_VERSION };
}

export async function printerOf(session: Session): Promise<Printer> {
  return printerFrom(await aboutServer(session));
}

async function read(session: Session, options: IntrospectOptions, last?: Reading): Promise<Catalog> {
  const about = await aboutServer(session);
  const { server, horizon } = about;
  const runner = options.runner ?? about.runner;
  const printer = printerFrom(about);
  const schemas = await schemasOf(session, options);
  const within = predicateOn(schemas);
  const scope = JSON.stringify([runner, server, schemas]);
  const since = last?.scope === scope ? last : undefined;
  if (since !== undefined) await session.rows('select set_config($1, $2, false)', [SINCE, since.horizon]);
  const [counts, depend, said, newer] = await readAll(session, [
    censusQuery(within),
    Dependencies.query,
    remarksQuery,
    ...(since === undefined ? [] : [freshQuery]),
  ]);
  const told: Told = {
    census: counts as unknown as Count[],
    dependencies: Dependencies.of(depend as { line: string | null }[]),
    remarks: remarksIn(said as unknown as RemarkRow[]),
    horizon,
    scope,
  };
  const again = since && affected(since, told, newer as unknown as Fresh[]);
  const asked = kinds.filter((kind) => mayHave(told.census, kind) && (again === undefined || has(again, kind.class)));
  const queries = asked.map((kind) => queryOf(kind, server, within, options.runner));
  const rows = await readAll(session, session.read === undefined ? queries : await among(session, queries, again));
  const found: Found[] = asked.map((kind, i) => ({ kind, rows: rows[i] as unknown as KindRow[] }));
  const reading = readingOf(told, found, runner, since && again && { reading: since, again });
  if (session.read !== undefined && options.schemas === undefined && !about.writing) readings.set(session, reading);
  return catalogOf(reading, printer, await identify(session, reading.unmodelled));
}

function has(nodes: ReadonlySet<Node>, of: string): boolean {
  for (const node of nodes) if (node.startsWith(`${of}/`)) return true;
  return false;
}

const AMONG = 'tidemark.among';

/** The same texts whether all rows are wanted or those of some objects: a server that keeps them plans them once. */
async function among(session: Session, queries: readonly string[], nodes: ReadonlySet<Node> | undefined): Promise<string[]> {
  const ids = nodes === undefined ? '' : `{${[...new Set([...nodes].map((n) => n.slice(n.indexOf('/') + 1)))].join()}}`;
  await session.rows('select set_config($1, $2, false)', [AMONG, ids]);
  const list = `(select nullif(current_setting(${literal(AMONG).trim()}), ''))`;
  return queries.map((sql) => `select q.* from (${sql}) q where ${list} is null or q.objid::oid = any (${list}::oid[])`);
}

/** The user schemas to read, sorted. */
async function schemasOf(session: Session, options: IntrospectOptions): Promise<string[]> {
  const [rows] = await readAll(session, [
    `select nspname::text as name from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema' order by 1`,
  ]);
  return (rows as { name: string }[])
    .map((r) => r.name)
    .filter((n) => n !== RESERVED_SCHEMA || session.whole === true)
    .filter((n) => options.schemas?.(n) ?? true);
}

/** A predicate on a pg_namespace alias. */
function predicateOn(schemas: readonly string[]): (alias: string) => string {
  const list = schemas.length === 0 ? 'null::text' : schemas.map(literal).join(', ');
  return (alias) => `${alias}.nspname in (${list})`;
}

interface RemarkRow {
  readonly class: string;
  readonly objid: string;
  readonly objsubid: number;
  /** Of a security label; null of a comment. */
  readonly provider: string | null;
  readonly text: string;
}

const remarksQuery = `
    select classoid::regclass::text as class, objoid::text as objid, objsubid, null as provider, description as text from pg_description where objoid >= 16384 or classoid = 'pg_namespace'::regclass
    union all select classoid::regclass::text, objoid::text, 0, null, description from pg_shdescription where objoid >= 16384
    union all select classoid::regclass::text, objoid::text, objsubid, provider, label from pg_seclabel where objoid >= 16384 or classoid = 'pg_namespace'::regclass`;

function remarksIn(rows: readonly RemarkRow[]): Map<Id, string> {
  const by = new Map<Id, Remarks>();
  for (const r of rows) {
    const id = idOf(r.class, r.objid, r.objsubid);
    const known = by.get(id) ?? {};
    by.set(id, r.provider === null ? { ...known, comment: r.text } : { ...known, labels: { ...known.labels, [r.provider]: r.text } });
  }
  return new Map([...by].map(([id, remarks]) => [id, JSON.stringify(remarks)]));
}
