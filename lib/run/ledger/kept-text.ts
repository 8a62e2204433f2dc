// How texts of ours are kept in a database whose encoding is not UTF8 and may lack their characters: in ASCII, with escapes. Lines stay lines.
import type { Session } from '../session/session.ts';

const MARK = '# escaped\n';

const encodings = new WeakMap<Session, Promise<string>>();

function encodingOf(session: Session): Promise<string> {
  const known = encodings.get(session) ?? session.rows<{ is: string }>('SELECT pg_catalog.getdatabaseencoding() AS is').then(([row]) => row!.is);
  encodings.set(session, known);
  return known;
}

/** The text as this database can hold it; unkept() gives it back. */
export async function kept(session: Session, text: string): Promise<string> {
  if (isAscii(text) || (await encodingOf(session)) === 'UTF8') return text;
  return MARK + text.replace(/[\\\u0080-\uffff]/g, (c) => (c === '\\' ? '\\\\' : escaped(c)));
}

export function unkept(text: string): string {
  if (!text.startsWith(MARK)) return text;
  return text.slice(MARK.length).replace(/\\(?:\\|u([0-9a-f]{4}))/g, (_, hex?: string) => (hex === undefined ? '\\' : String.fromCharCode(parseInt(hex, 16))));
}

/** A sentence that people read there: what the database lacks is escaped, and stays so. */
export async function sayable(session: Session, text: string): Promise<string> {
  return isAscii(text) || (await encodingOf(session)) === 'UTF8' ? text : text.replace(/[\u0080-\uffff]/g, escaped);
}

const escaped = (c: string): string => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`;

function isAscii(text: string): boolean {
  // eslint-disable-next-line no-control-regex
  return /^[\u0000-\u007f]*$/.test(text);
}
