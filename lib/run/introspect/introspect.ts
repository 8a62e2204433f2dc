// Reads a catalog from a server: one flat query per kind that may have something, one for pg_depend, one for comments and security labels. It names no kind;
// what a kind does not model is reported, never skipped.
import { keyOf, type Address, type Key } from '../../catalog/address.ts';
import type { Catalog, CatalogObject } from '../../catalog/catalog.ts';
import { diff } from '../../catalog/diff.ts';
import { fingerprint } from '../../catalog/fingerprint.ts';
import { TidemarkError } from '../../errors.ts';
import type { KindRow } from '../../kinds/kind.ts';
import { kinds } from '../../kinds/registry.ts';
import { literal } from '../../sql/quote.ts';
import { readAll } from '../session/batch.ts';
import { pin } from '../session/pin.ts';
import type { ServerError, Session } from '../session/session.ts';
import { aboutServer, predicateOn, printerFrom, queryOf, schemasOf } from './about.ts';
import { inScope, OBJID, outside, scopeAround, type Scope } from './around.ts';
import { censusQuery, everyone, identify, mayHave, type Count } from './census.ts';
import { Dependencies, idOf, nodeOf, type Node } from './dependencies.ts';
import { affected, freshQuery, SINCE, type Fresh } from './fresh.ts';
import { catalogOf, Moved, objectOf, readingOf, strangers, type Found, type Reading, type Told } from './reading.ts';
import { remarksIn, remarksQuery, type RemarkRow } from './remarks.ts';

export interface IntrospectOptions {
  /** Which user schemas to read; default all but the reserved one. */
  readonly schemas?: (name: string) => boolean;
  /** The role printed as "@runner"; default the connected one. To compare with a catalog that another role's session printed. */
  readonly runner?: string | undefined;
  /** Of a large database these objects and their neighbours only; default everything. */
  readonly around?: Iterable<Key> | undefined;
}

/**
 * The state of the connected database. Pins the session's settings; reads only.
 * Throws CATALOG_MOVING when other sessions change the catalog faster than it can be read.
 */
export async function introspect(session: Session, options: IntrospectOptions = {}): Promise<Catalog> {
  return (await introspectAround(session, options)).catalog;
}

/** The same, and what it was limited to where `around` limited it. */
export async function introspectAround(session: Session, options: IntrospectOptions): Promise<{ catalog: Catalog; scope: Scope | undefined }> {
  return steadily(session, () => read(session, options));
}

/** What a limited reading leaves out, told by address: what stands by itself, and what no kind models. */
export async function beyond(session: Session, scope: Scope, runner?: string): Promise<{ standing: readonly CatalogObject[]; unmodelled: readonly Address[] }> {
  return steadily(session, async () => {
    const about = await aboutServer(session);
    const within = await predicateOn(session, await schemasOf(session));
    const [counts] = await readAll(session, [censusQuery(within, everywhere, about.subscribed)]);
    const census = counts as unknown as Count[];
    const asked = kinds.filter((kind) => mayHave(census, kind)).map((kind) => [kind, queryOf(kind, about.server, within, runner)] as const);
    const { standing, modelled } = await outside(session, asked, scope, runner ?? about.runner);
    const inside = new Set(scope);
    const rest = everyone(census).filter((c) => !inside.has(c.objid) && !modelled.has(nodeOf(idOf(c.class, c.objid, 0))));
    const [lines] = await readAll(session, [Dependencies.upwards(rest.map((c) => c.objid))]);
    const known = new Map([...modelled].map((node) => [`${node}/0`, node]));
    return { standing, unmodelled: await identify(session, strangers(rest, known, Dependencies.of(lines as { line: string | null }[]))) };
  });
}

/** No limit. */
const everywhere = (): string => 'true';

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
  const { catalog } = await steadily(session, () => read(session, {}, since));
  if (how === 'check') mustAgree(catalog, await introspect(session));
  return catalog;
}

/** Below so many objects a whole reading is as quick. */
const WORTH = 500;

/** The last reading of what a session has committed. */
const readings = new WeakMap<Session, Reading>();

function mustAgree(quick: Catalog, whole: Catalog): void {
  const differing = diff(quick, whole).map((c) => c.key);
  const edges = (c: Catalog): string => JSON.stringify([c.edges, [...c.objects.keys()]]);
  const rest = (c: Catalog): string => JSON.stringify([fingerprint(c.objects), c.unmodelled]);
  if (differing.length > 0 || edges(quick) !== edges(whole) || rest(quick) !== rest(whole))
    throw new Error(`read again in part it is not what it is: ${differing.join(', ') || (edges(quick) === edges(whole) ? rest(quick) : 'edges')}`);
}

async function steadily<T>(session: Session, attempt: () => Promise<T>): Promise<T> {
  await pin(session);
  let cause: unknown;
  for (let n = 0; n < 5; n++) {
    try {
      return await attempt();
    } catch (error) {
      const code = (error as ServerError).code;
      if (code === '22021') throw unreadable(error);
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

/** A server without an encoding cuts the names it makes up anywhere, within a letter too. */
function unreadable(cause: unknown): TidemarkError {
  return new TidemarkError('CATALOG_UNREADABLE', 'a name in the catalog of this database, which has no encoding (SQL_ASCII), ends within a letter', {
    cause,
    next: 'psql lists it: rename it there, or use a database in UTF8; then run the command again',
    exit: 3,
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
  const within = await predicateOn(session, await schemasOf(session));
  const objects = new Map<Key, CatalogObject>();
  const names = new Set(wanted.map((at) => at.kind));
  const asked = kinds.filter((kind) => names.has(kind.name));
  const [said, ...rows] = await readAll(session, [
    remarksQuery(everywhere),
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

async function read(session: Session, options: IntrospectOptions, last?: Reading): Promise<{ catalog: Catalog; scope: Scope | undefined }> {
  const about = await aboutServer(session);
  const { server, horizon } = about;
  const runner = options.runner ?? about.runner;
  const printer = printerFrom(about);
  const schemas = await schemasOf(session, options.schemas);
  const within = await predicateOn(session, schemas);
  const scope = options.around && (await scopeAround(session, options.around, within, about.subscribed));
  const limit = (column: string): string => inScope(column, scope);
  const what = JSON.stringify([runner, server, schemas]);
  const since = last?.scope === what ? last : undefined;
  if (since !== undefined) await session.rows('select set_config($1, $2, false)', [SINCE, since.horizon]);
  const [counts, depend, said, newer] = await readAll(session, [
    censusQuery(within, limit, about.subscribed),
    Dependencies.query(limit),
    remarksQuery(limit),
    ...(since === undefined ? [] : [freshQuery]),
  ]);
  const told: Told = {
    census: counts as unknown as Count[],
    dependencies: Dependencies.of(depend as { line: string | null }[]),
    remarks: remarksIn(said as unknown as RemarkRow[]),
    horizon,
    scope: what,
  };
  const part = since && affected(since, told, newer as unknown as Fresh[]);
  const again = part !== undefined && isWorthIt(part, told.census) ? part : undefined;
  const asked = kinds.filter((kind) => mayHave(told.census, kind) && (again === undefined || has(again, kind.class)));
  const queries = asked.map((kind) => queryOf(kind, server, within, options.runner));
  const rows = await readAll(
    session,
    session.read === undefined ? queries.map((sql) => `select q.* from (${sql}) q where ${inScope(OBJID, scope)}`) : await among(session, queries, again),
  );
  const found: Found[] = asked.map((kind, i) => ({ kind, rows: rows[i] as unknown as KindRow[] }));
  const reading = readingOf(told, found, runner, since && again && { reading: since, again });
  if (session.read !== undefined && options.schemas === undefined && !about.writing) readings.set(session, reading);
  return { catalog: catalogOf(reading, printer, await identify(session, reading.unmodelled)), scope };
}

/** Picking out most of the rows takes longer than reading them all. */
function isWorthIt(part: ReadonlySet<Node>, census: readonly Count[]): boolean {
  return process.env['TIDEMARK_REREAD'] === 'check' || part.size * 2 < everyone(census).length;
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
  return queries.map((sql) => `select q.* from (${sql}) q where ${list} is null or q.objid::oid in (select unnest(${list}::oid[]))`);
}
