// Owns what is said when a role may not read or write the ledger: whom to grant what, where.
import { TidemarkError } from '../../errors.ts';
import { ident } from '../../sql/quote.ts';
import type { ServerError, Session } from '../session/session.ts';

const DENIED = '42501';

/** The result of reading the ledger. Throws LEDGER_FORBIDDEN. */
export async function readable<T>(session: Session, rows: Promise<T>): Promise<T> {
  return rows.catch(async (error: unknown) => {
    throw (error as ServerError).code === DENIED ? await forbidden(session, 'read', error) : error;
  });
}

/** The result of the first write to the ledger. Throws LEDGER_FORBIDDEN. */
export async function writable<T>(session: Session, rows: Promise<T>): Promise<T> {
  return rows.catch(async (error: unknown) => {
    throw (error as ServerError).code === DENIED ? await forbidden(session, 'write', error) : error;
  });
}

export async function forbidden(session: Session, what: 'read' | 'write', cause?: unknown): Promise<TidemarkError> {
  const { role, database } = await whoAndWhere(session);
  const grants = what === 'read' ? 'SELECT' : 'SELECT, INSERT, UPDATE, DELETE';
  return new TidemarkError('LEDGER_FORBIDDEN', `role ${role} may not ${what} the ledger in database ${database}`, {
    cause,
    next: `run as its owner: GRANT USAGE ON SCHEMA tidemark TO ${ident(role)}; GRANT ${grants} ON ALL TABLES IN SCHEMA tidemark TO ${ident(role)}`,
  });
}

export async function whoAndWhere(session: Session): Promise<{ readonly role: string; readonly database: string }> {
  const [row] = await session.rows<{ role: string; database: string }>(
    'SELECT current_user::pg_catalog.text AS role, pg_catalog.current_database()::pg_catalog.text AS database',
  );
  return row!;
}
