// Owns what a target has otherwise than its plans or its record say, by somebody's decision: accepted for good, or ignored until a day.
import { keyOf, parseAddress, type Key } from '../../catalog/address.ts';
import type { Attrs } from '../../catalog/catalog.ts';
import { readable } from './access.ts';
import type { Session } from '../session/session.ts';

export interface Exception {
  readonly address: string;
  readonly module: string;
  readonly kind: 'accepted' | 'ignored';
  /** The attributes that differ; null where there is no such object. */
  readonly planned: Attrs | null;
  readonly found: Attrs | null;
  /** Of the difference. */
  readonly fingerprint: string;
  /** A timestamp; only of what is ignored. */
  readonly until?: string | null;
  readonly reason?: string | null;
}

export interface Standing extends Exception {
  readonly key: Key;
  readonly role: string;
  readonly madeAt: string;
  /** Its day has come. */
  readonly expired: boolean;
}

/** None in a ledger that is older than they are. */
export async function readExceptions(session: Session, project: string): Promise<Standing[]> {
  if (!(await has(session, 'exceptions'))) return [];
  const rows = await readable(
    session,
    session.rows<Omit<Standing, 'key'>>(
      `SELECT address, module, kind, planned, found, fingerprint, pg_catalog.to_json(until) #>> '{}' AS until, reason, role,
         pg_catalog.to_json(made_at) #>> '{}' AS "madeAt", coalesce(until <= pg_catalog.now(), false) AS expired
       FROM tidemark.exceptions WHERE project = $1 ORDER BY address, kind`,
      [project],
    ),
  );
  return rows.map((row) => ({ ...row, key: keyOf(parseAddress(row.address)) }));
}

/** In a transaction that holds the fence. A later decision about an address takes the place of an earlier one. */
export async function writeExceptions(session: Session, project: string, all: readonly Exception[]): Promise<void> {
  if (all.length === 0) return;
  await session.rows(
    `INSERT INTO tidemark.exceptions (project, address, module, kind, planned, found, fingerprint, until, reason)
     SELECT $1, e.address, e.module, e.kind, e.planned, e.found, e.fingerprint, e.until, e.reason
     FROM pg_catalog.jsonb_to_recordset($2) AS e(address text, module text, kind text, planned jsonb, found jsonb, fingerprint text, until timestamptz, reason text)
     ON CONFLICT ON CONSTRAINT exceptions_pkey DO UPDATE SET module = excluded.module, planned = excluded.planned, found = excluded.found,
       fingerprint = excluded.fingerprint, until = excluded.until, reason = excluded.reason, role = excluded.role, made_at = excluded.made_at`,
    [project, JSON.stringify(all)],
  );
}

export async function dropExceptions(session: Session, project: string, kind: Exception['kind'], addresses: readonly string[]): Promise<void> {
  if (addresses.length === 0) return;
  await session.rows('DELETE FROM tidemark.exceptions WHERE project = $1 AND kind = $2 AND address = ANY ($3)', [project, kind, addresses]);
}

export async function has(session: Session, table: 'exceptions' | 'sightings'): Promise<boolean> {
  const [row] = await session.rows<{ there: boolean }>(`SELECT pg_catalog.to_regclass($1) IS NOT NULL AS there`, [`tidemark.${table}`]);
  return row!.there;
}
