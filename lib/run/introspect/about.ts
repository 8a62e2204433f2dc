// Owns what must be known before a kind can be asked: the server, who looks, which schemas are read.
import { CATALOG_VERSION, type Printer } from '../../catalog/catalog.ts';
import type { Kind } from '../../kinds/kind.ts';
import { literal } from '../../sql/quote.ts';
import { readAll } from '../session/batch.ts';
import type { Session } from '../session/session.ts';

/** The schema that holds tidemark's own ledger: never part of a catalog. */
const RESERVED_SCHEMA = 'tidemark';

export interface About {
  readonly server: number;
  readonly version: string;
  readonly pglite: boolean;
  readonly runner: string;
  readonly horizon: string;
  /** The session's transaction has written: what it sees may be rolled back. */
  readonly writing: boolean;
  /** The role may read which subscriptions there are: below 14 superusers alone, and for others there are none. */
  readonly subscribed: boolean;
}

export async function aboutServer(session: Session): Promise<About> {
  const [[about]] = (await readAll(session, [
    `select current_setting('server_version_num')::int4 as server, split_part(current_setting('server_version'), ' ', 1) as version,
       version() like '%PGlite%' as pglite, current_user::text as runner,
       pg_snapshot_xmin(pg_current_snapshot())::xid::text as horizon, pg_current_xact_id_if_assigned() is not null as writing,
       has_column_privilege('pg_subscription', 'oid', 'select') as subscribed`,
  ])) as unknown as [[About]];
  return about;
}

export function printerFrom({ server, version, pglite }: About): Printer {
  return { server, version, engine: pglite ? 'PGlite' : 'PostgreSQL', catalog: CATALOG_VERSION };
}

export async function printerOf(session: Session): Promise<Printer> {
  return printerFrom(await aboutServer(session));
}

export function queryOf(kind: Kind, server: number, within: (alias: string) => string, runner?: string): string {
  const query = runner === undefined ? kind.query(server) : kind.query(server).replace(/\bcurrent_user\b/gi, () => literal(runner));
  return query.replace(/\{user_schemas:([a-z_][a-z0-9_]*)\}/g, (_, alias: string) => within(alias));
}

/** The user schemas to read, sorted. */
export async function schemasOf(session: Session, only?: (name: string) => boolean): Promise<string[]> {
  const [rows] = await readAll(session, [
    `select nspname::text as name from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema' order by 1`,
  ]);
  return (rows as { name: string }[])
    .map((r) => r.name)
    .filter((n) => n !== RESERVED_SCHEMA || session.whole === true)
    .filter((n) => only?.(n) ?? true);
}

const SCHEMAS = 'tidemark.schemas';

/** A predicate on a pg_namespace alias. A server that keeps texts gets the same one whatever the schemas: it plans it once. */
export async function predicateOn(session: Session, schemas: readonly string[]): Promise<(alias: string) => string> {
  if (session.read === undefined) {
    const list = schemas.length === 0 ? 'null::text' : schemas.map(literal).join(', ');
    return (alias) => `${alias}.nspname in (${list})`;
  }
  await session.rows('select set_config($1, $2, false)', [SCHEMAS, schemas]);
  return (alias) => `${alias}.nspname = any ((select current_setting(${literal(SCHEMAS).trim()})::text[])::text[])`;
}
