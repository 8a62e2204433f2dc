// Owns how a server's error is told: SQLSTATE and message, and no value of any row.
import { TidemarkError } from '../../errors.ts';
import type { ServerError } from './session.ts';

/** What cannot be found while a statement runs may have its name from a row: "canary"::regclass. */
const notFound = new Set(['42P01', '42703', '42704', '42883', '3F000']);

/** Every pair in which a server quotes, whatever language its messages are in. A value may hold such marks itself. */
const quotes = ['""', '»«', '«»', '„“', '„”', '“”', '‚‘', '‘’', '「」', '『』'].map(([open, close]) => ({
  each: new RegExp(`${open}([^${close}]*)${close}`, 'g'),
  all: new RegExp(`${open}[^]*${close}`),
  hidden: `${open}…${close}`,
}));

/** From the first mark to the last. */
const hidden = (text: string): string => quotes.reduce((t, q) => t.replace(q.all, q.hidden), text);

/**
 * One phrase without a full stop. Class 22 quotes the value it could not read; details and contexts carry rows. Names that are
 * not in the statement's own text, where that is given, are not told either.
 */
export function serverSays(error: unknown, sql?: string): string {
  const { code, message, position } = error as ServerError;
  if (code === undefined || !/^[0-9A-Z]{5}$/.test(code)) return message ?? String(error);
  if (code === '22P05') return 'it holds a character that the encoding of this database does not have (SQLSTATE 22P05)';
  if (notFound.has(code) && position === undefined && sql !== undefined)
    return `${quotes.reduce((t, q) => t.replace(q.each, (quoted, name: string) => (sql.includes(name.trim()) ? quoted : q.hidden)), message)} (SQLSTATE ${code})`;
  const text = code.startsWith('22') ? hidden(message).replace(/: [^:"]*$/s, (rest) => (/\d/.test(rest) ? ': …' : rest)) : message;
  return `${text} (SQLSTATE ${code})`;
}

/** The connection is gone: whatever ran last has an unknown outcome. Sentences of ours hold names, and are no driver's words. */
export function isLoss(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof TidemarkError) return false;
  const { code, message } = error as ServerError;
  if (code === undefined) return /terminated|not queryable|Connection ended|closed/i.test(message ?? '');
  return (
    code.startsWith('08') ||
    code.startsWith('57P') ||
    ['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ECONNREFUSED', 'ENOTCONN', 'EHOSTUNREACH', 'ENETUNREACH'].includes(code)
  );
}

/**
 * Lock not available, deadlock, serialization failure, a catalog row that another session was faster with: the same thing
 * may well succeed in a moment. Internal errors have one code for all, and their texts are never translated.
 */
export function isContention(error: unknown): boolean {
  const { code = '', message = '', schema } = (error ?? {}) as ServerError;
  if (code === 'XX000') return /^(tuple concurrently|cache lookup failed|could not open relation with OID)/.test(message);
  if (code === '23505') return schema === 'pg_catalog'; // two made a schema of one name
  return ['55P03', '40P01', '40001'].includes(code);
}

/**
 * What befell a command from outside while no statement of a plan ran: the connection went, somebody cancelled it, another transaction was in the
 * way, the server has no room. `so`: what that means for what was done. Undefined for all else.
 */
export function befallen(error: unknown, so: string, next: string): TidemarkError | undefined {
  if (error instanceof TidemarkError) return undefined;
  const { code = '', message } = (error ?? {}) as ServerError;
  const told = (id: string, what: string): TidemarkError => new TidemarkError(id, `${what}; ${so}`, { cause: error, next });
  if (isLoss(error)) return told('CONNECTION_LOST', `the connection was lost: ${message}`);
  if (code === '57014') return told('STATEMENT_CANCELLED', `somebody cancelled what the server was at: ${serverSays(error)}`);
  if (['53100', '53200', '53400'].includes(code)) return told('SERVER_FULL', `the server has no room: ${serverSays(error)}`);
  if (isContention(error)) return told('SERVER_BUSY', `another transaction was in the way: ${serverSays(error)}`);
  return undefined;
}
