// Owns what is said when a role may not read or write the ledger: whom to grant what, where.
import { TidemarkError } from '../../errors.ts';
import { ident } from '../../sql/quote.ts';
import type { ServerError, Session } from '../session/session.ts';

const DENIED = '42501';

/** The result of reading the ledger. Throws LEDGER_FORBIDDEN, LEDGER_DAMAGED. */
export async function readable<T>(session: Session, rows: Promise<T>): Promise<T> {
  return rows.catch(async (error: unknown) => {
    throw (error as ServerError).code === DENIED ? await forbidden(session, 'read', error) : (damaged(error) ?? error);
  });
}

/** The result of the first write to the ledger. Throws LEDGER_FORBIDDEN. */
export async function writable<T>(session: Session, rows: Promise<T>): Promise<T> {
  return rows.catch(async (error: unknown) => {
    throw (error as ServerError).code === DENIED ? await forbidden(session, 'write', error) : error;
  });
}

/** What helps where the ledger lost something. */
export const anew = 'restore schema tidemark from a backup; without one: DROP SCHEMA tidemark CASCADE, and tidemark baseline takes over what is there';

/** What an error says of the ledger itself, in whatever language: somebody dropped a table of it, or a column. */
export function damaged(error: unknown): TidemarkError | undefined {
  const { code, message = '' } = error as ServerError;
  const ours =
    code === '42P01'
      ? /[^\w.]tidemark\.\w/
      : code === '42703'
        ? /["»«„“]\s?(identity|runs|plans|steps|scripts|snapshots|objects|exceptions|sightings)\s?["«»“”]/
        : undefined;
  if (error instanceof TidemarkError || ours?.test(message) !== true) return undefined;
  return new TidemarkError('LEDGER_DAMAGED', `the ledger, schema tidemark, is not as tidemark made it: ${message}`, {
    exit: 3,
    cause: error,
    next: anew,
  });
}

export async function forbidden(session: Session, what: 'read' | 'write', cause?: unknown): Promise<TidemarkError> {
  const { role, database } = await whoAndWhere(session);
  const { owner, ours, away } = await owners(session);
  const grants = what === 'read' ? 'SELECT' : 'SELECT, INSERT, UPDATE, DELETE';
  const grant = `GRANT USAGE ON SCHEMA tidemark TO ${ident(role)}; GRANT ${grants} ON ALL TABLES IN SCHEMA tidemark TO ${ident(role)}`;
  const back = away.map((t) => `ALTER TABLE tidemark.${ident(t.name)} OWNER TO ${ident(owner)}`).join('; ');
  const whose = away.map((t) => `tidemark.${t.name} belongs to ${t.owner}, the schema to ${owner}`);
  return new TidemarkError('LEDGER_FORBIDDEN', `role ${role} may not ${what} the ledger in database ${database}`, {
    cause,
    details: whose,
    next: [
      ...(away.length === 0 ? [] : [`give it back to its owner, as a superuser: ${back}`]),
      ...(away.length > 0 && ours ? [] : [`run as its owner: ${grant}`]),
    ].join('; then '),
  });
}

/** Who owns the schema, whether that is the role itself or one that it is a member of, and the tables that somebody else owns. */
async function owners(session: Session): Promise<{ owner: string; ours: boolean; away: readonly { name: string; owner: string }[] }> {
  const rows = await session.rows<{ owner: string; ours: boolean; name: string | null; whose: string }>(
    `SELECT pg_catalog.pg_get_userbyid(n.nspowner)::pg_catalog.text AS owner, pg_catalog.pg_has_role(n.nspowner, 'USAGE') AS ours,
       c.relname::pg_catalog.text AS name, pg_catalog.pg_get_userbyid(c.relowner)::pg_catalog.text AS whose
     FROM pg_catalog.pg_namespace n LEFT JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relkind = 'r' AND c.relowner <> n.nspowner
     WHERE n.nspname = 'tidemark' ORDER BY 3`,
  );
  return { owner: rows[0]?.owner ?? '', ours: rows[0]?.ours ?? false, away: rows.flatMap((r) => (r.name === null ? [] : [{ name: r.name, owner: r.whose }])) };
}

export async function whoAndWhere(session: Session): Promise<{ readonly role: string; readonly database: string }> {
  const [row] = await session.rows<{ role: string; database: string }>(
    'SELECT current_user::pg_catalog.text AS role, pg_catalog.current_database()::pg_catalog.text AS database',
  );
  return row!;
}
