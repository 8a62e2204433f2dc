// Owns the question which database a ledger was made in: a copy or a restored backup is another one.
import type { Session } from '../session/session.ts';

export async function identify(session: Session): Promise<void> {
  await session.rows(
    `INSERT INTO tidemark.identity (database_oid, system_identifier)
     SELECT d.oid, $1 FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database() ON CONFLICT ON CONSTRAINT identity_pkey DO NOTHING`,
    [await systemIdentifier(session)],
  );
}

/** A sentence when this database is not the one the ledger was made in: a copy, or a restored backup. */
export async function moved(session: Session): Promise<string | undefined> {
  const [row] = await session.rows<{ same: boolean; name: string; system: string | null }>(
    `SELECT i.database_oid = d.oid AS same, i.database_name AS name, i.system_identifier AS system
     FROM tidemark.identity i, pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database()`,
  );
  if (row === undefined) return undefined;
  const system = await systemIdentifier(session);
  if (row.same && (row.system === null || system === null || row.system === system)) return undefined;
  return `the ledger was made in another database (${row.name}): this one is a copy or a restored backup`;
}

/** The command as a copy wants it; `copy`: what `moved` says. */
export function acceptingCopy(command: string, copy: string | undefined): string {
  return copy !== undefined && /^tidemark (apply|rollback)\b/.test(command) ? `${command} --accept-copy` : command;
}

/** From now on the ledger is this database's. */
export async function settleHere(session: Session): Promise<void> {
  await session.rows(
    `UPDATE tidemark.identity SET id = pg_catalog.gen_random_uuid(), database_name = pg_catalog.current_database(), system_identifier = $1,
       database_oid = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database())`,
    [await systemIdentifier(session)],
  );
}

async function systemIdentifier(session: Session): Promise<string | null> {
  const [may] = await session.rows<{ may: boolean }>(`SELECT pg_catalog.has_function_privilege('pg_catalog.pg_control_system()', 'EXECUTE') AS may`);
  if (may?.may !== true) return null;
  const [row] = await session.rows<{ id: string }>('SELECT system_identifier::pg_catalog.text AS id FROM pg_catalog.pg_control_system()');
  return row?.id ?? null;
}
