// Owns running many statements or queries at once: one round trip where the session can, one each where it cannot.
import type { ServerError, Session } from './session.ts';

export interface Batch {
  /** Rows of each statement that succeeded, in order. */
  readonly rows: readonly (readonly Record<string, unknown>[])[];
  /** The first that failed; nothing after it ran. */
  readonly failed?: { readonly index: number; readonly error: ServerError } | undefined;
}

export interface BatchSession extends Session {
  /** Statements in order up to the first that the server refuses. Throws only when the session itself is lost. */
  batch(statements: readonly string[]): Promise<Batch>;
}

export async function batch(session: Session, statements: readonly string[]): Promise<Batch> {
  if ('batch' in session) return (session as BatchSession).batch(statements);
  const rows: Record<string, unknown>[][] = [];
  for (const [index, sql] of statements.entries()) {
    try {
      rows.push(await session.rows(sql));
    } catch (thrown) {
      const error = thrown as ServerError;
      // Without an SQLSTATE it was not the server who spoke.
      if (error.code === undefined || !/^[0-9A-Z]{5}$/.test(error.code)) throw error;
      return { rows, failed: { index, error } };
    }
  }
  return { rows };
}

/** The rows of each query, in order. */
export async function readAll(session: Session, queries: readonly string[]): Promise<Record<string, unknown>[][]> {
  if (session.read !== undefined) return session.read(queries);
  const out: Record<string, unknown>[][] = [];
  for (const sql of queries) out.push(await session.rows(sql));
  return out;
}
