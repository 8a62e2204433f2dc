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
  // libpq calls the directory of sockets that it was built with localhost; which one that is, is not known here.
  const hosts = at.host.startsWith('/') ? [at.host, 'localhost'] : [at.host];
  const want = [hosts, [String(at.port)], [at.database], [at.user]];
  for (const line of text.split(/\r?\n/)) {
    if (line === '' || line.startsWith('#')) continue;
    const fields = [...line.matchAll(/((?:[^:\\]|\\.)*)(?::|$)/g)].map((m) => m[1]!.replace(/\\(.)/g, '$1'));
    if (want.every((w, i) => fields[i] === '*' || w.includes(fields[i] ?? ''))) return fields[4];
  }
  return undefined;
}
