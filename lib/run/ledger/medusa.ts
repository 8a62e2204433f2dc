// Owns what Medusa's own ledgers say of a target: migrations by bare name, link tables with what they link, scripts.
import { address, type Address } from '../../catalog/address.ts';
import type { Tracked } from '../../desired/authored.ts';
import type { Session } from '../session/session.ts';

export interface MedusaLedgers {
  /** Names of migrations that ran; which module's, Medusa does not write down. */
  readonly migrations: readonly string[];
  readonly links: readonly { readonly at: Address; readonly tracked: Tracked }[];
  /** How many scripts ran to their end. */
  readonly scripts: number;
}

/** undefined: Medusa never migrated this database. */
export async function readMedusaLedgers(session: Session): Promise<MedusaLedgers | undefined> {
  const schemas = await homes(session);
  const migrations = schemas.get('mikro_orm_migrations') ?? [];
  const links = schemas.get('link_module_migrations') ?? [];
  if (migrations.length + links.length === 0) return undefined;
  const out: { migrations: string[]; links: MedusaLedgers['links'][number][]; scripts: number } = { migrations: [], links: [], scripts: 0 };
  for (const { sql } of migrations)
    out.migrations.push(...(await session.rows<{ name: string }>(`SELECT name::text AS name FROM ${sql} ORDER BY id`)).map((r) => r.name));
  for (const { schema, sql } of links) {
    const rows = await session.rows<{ name: string; descriptor: Partial<Tracked> | null }>(
      `SELECT table_name::text AS name, link_descriptor::json AS descriptor FROM ${sql} ORDER BY id`,
    );
    out.links.push(...rows.flatMap(({ name, descriptor }) => (isTracked(descriptor) ? [{ at: address('table', [schema, name]), tracked: descriptor }] : [])));
  }
  return { ...out, scripts: (await ranUnderMedusa(session)).size };
}

/**
 * Stems of the scripts that Medusa itself ran to their end, for the application whose tables are in `schema`, or for any: one database
 * may have several. An application that has a ledger there may have that of its scripts in public.
 */
export async function ranUnderMedusa(session: Session, schema?: string): Promise<Set<string>> {
  const ledgers = await homes(session);
  const all = ledgers.get('script_migrations') ?? [];
  const own = all.filter((l) => l.schema === schema);
  const isHere = [...ledgers.values()].flat().some((l) => l.schema === schema);
  const out = new Set<string>();
  for (const { sql } of schema === undefined ? all : own.length > 0 || !isHere ? own : all.filter((l) => l.schema === 'public')) {
    const rows = await session.rows<{ name: string }>(`SELECT script_name::text AS name FROM ${sql} WHERE finished_at IS NOT NULL`);
    for (const r of rows) out.add(stemOf(r.name));
  }
  return out;
}

/** "a/b.js" and "b.ts" are one script: built or not. */
export function stemOf(path: string): string {
  return path.replace(/^.*[\\/]/, '').replace(/\.[cm]?[jt]s$/, '');
}

/** The columns by which its tables are known: another tool may have one of the same name. */
const COLUMNS: { readonly [table: string]: readonly string[] } = {
  mikro_orm_migrations: ['id', 'name', 'executed_at'],
  link_module_migrations: ['id', 'table_name', 'link_descriptor'],
  script_migrations: ['id', 'script_name', 'finished_at'],
};

async function homes(session: Session): Promise<Map<string, { readonly schema: string; readonly sql: string }[]>> {
  const rows = await session.rows<{ schema: string; name: string; sql: string; columns: string[] }>(
    `SELECT n.nspname::text AS schema, c.relname::text AS name, pg_catalog.format('%I.%I', n.nspname, c.relname) AS sql,
       (SELECT pg_catalog.json_agg(a.attname::text) FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns
     FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind = 'r' AND c.relname = ANY ($1::text[]) AND pg_catalog.has_table_privilege(c.oid, 'SELECT') ORDER BY 1, 2`,
    [Object.keys(COLUMNS)],
  );
  const out = new Map<string, { schema: string; sql: string }[]>();
  for (const { schema, name, sql, columns } of rows)
    if (COLUMNS[name]!.every((c) => columns.includes(c))) out.set(name, [...(out.get(name) ?? []), { schema, sql }]);
  return out;
}

function isTracked(d: Partial<Tracked> | null): d is Tracked {
  return d !== null && [d.fromModule, d.fromModel, d.toModule, d.toModel].every((v) => typeof v === 'string');
}
