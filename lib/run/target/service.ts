// Owns connection services: named sets of parameters in files that every client of libpq reads.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TidemarkError } from '../../errors.ts';
import type { Env } from './conninfo.ts';

/** The parameters of a service, from PGSERVICEFILE or ~/.pg_service.conf, else from PGSYSCONFDIR. Throws TARGET_SERVICE. */
export function service(name: string, env: Env, home: string): Map<string, string> {
  const files = [env['PGSERVICEFILE'] || join(home, '.pg_service.conf'), ...(env['PGSYSCONFDIR'] ? [join(env['PGSYSCONFDIR'], 'pg_service.conf')] : [])];
  for (const file of files) {
    const found = section(read(file), name);
    if (found !== undefined) return found;
  }
  throw new TidemarkError('TARGET_SERVICE', `there is no connection service ${JSON.stringify(name)} in ${files.join(' or ')}`, {
    exit: 64,
    next: 'correct PGSERVICE or PGSERVICEFILE, or name the database by a URL',
  });
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // libpq goes on to the next file as well
  }
}

function section(text: string, name: string): Map<string, string> | undefined {
  let found: Map<string, string> | undefined;
  for (const line of text.split(/\r?\n/).map((l) => l.trim())) {
    if (line === '' || line.startsWith('#')) continue;
    const head = /^\[(.*)\]$/.exec(line);
    if (head !== null && found !== undefined) break;
    if (head !== null) found = head[1] === name ? new Map<string, string>() : undefined;
    else if (found !== undefined) found.set(line.split('=')[0]!.trim(), line.slice(line.indexOf('=') + 1).trim());
  }
  return found;
}
