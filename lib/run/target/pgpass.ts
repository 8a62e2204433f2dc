// Owns ~/.pgpass: the first line that fits gives the password.
import { readFileSync, statSync } from 'node:fs';
import type { Conninfo } from './conninfo.ts';

/** The password for this database, or undefined. As libpq does, a file that others may read is ignored. */
export function passwordFromFile(at: Conninfo): string | undefined {
  let text: string;
  try {
    const { mode } = statSync(at.passfile);
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) return undefined;
    text = readFileSync(at.passfile, 'utf8');
  } catch {
    return undefined; // no such file is the common case
  }
  const want = [at.host.startsWith('/') ? 'localhost' : at.host, String(at.port), at.database, at.user];
  for (const line of text.split(/\r?\n/)) {
    if (line === '' || line.startsWith('#')) continue;
    const fields = [...line.matchAll(/((?:[^:\\]|\\.)*)(?::|$)/g)].map((m) => m[1]!.replace(/\\(.)/g, '$1'));
    if (want.every((w, i) => fields[i] === '*' || fields[i] === w)) return fields[4];
  }
  return undefined;
}
