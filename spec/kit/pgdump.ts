// The second judge, where a client is installed: pg_dump of a database as comparable lines.
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

interface Client {
  readonly path: string;
  readonly major: number;
}
let found: Client[] | undefined;

/** The oldest pg_dump on this machine that can read a server of that major. */
export function pgDumpFor(major: number): string | undefined {
  found ??= clients().sort((a, b) => a.major - b.major);
  return found.find((c) => c.major >= major)?.path;
}

/** What to print where pgDump() gives undefined: a skip must be seen. */
export function pgDumpMissing(major: number): string {
  return `pg_dump ${major} or newer is not installed: compared by the catalog dump alone`;
}

/** `pg_dump --schema-only` as sorted statements, or undefined when no client here reads that major. */
export async function pgDump(url: string, major: number): Promise<string[] | undefined> {
  const path = pgDumpFor(major);
  if (path === undefined) return undefined;
  const args = ['--schema-only', '--no-sync', '--exclude-schema=tidemark', `--dbname=${url}`];
  const { stdout } = await promisify(execFile)(path, args, { maxBuffer: 1 << 28, env: { ...process.env, TZ: 'UTC' } });
  return statements(stdout);
}

// Order follows names and dependencies of OIDs, and columns and grants stand in the order they were added: neither is compared.
function statements(text: string): string[] {
  return text
    .replace(/^--.*\n/gm, '')
    .replace(/^\\(un)?restrict .*\n/gm, '')
    .split(/;\n\n|;\n(?=(?:GRANT|REVOKE) )/)
    .map((s) => s.trim())
    .filter((s) => s !== '' && !/^(SET|SELECT pg_catalog\.set_config)\b/.test(s))
    .map((s) => (/^CREATE (UNLOGGED |FOREIGN )?TABLE/.test(s) ? sortedColumns(s) : s))
    .map((s) => s.replace(/(?<=^CREATE STATISTICS .* ON ).*(?= FROM )|(?<=^ALTER PUBLICATION .* ADD TABLE ONLY \S+ \()[^()]*(?=\))/, byName))
    .sort();
}

function byName(columns: string): string {
  return columns.split(', ').sort().join(', ');
}

function sortedColumns(table: string): string {
  const [first = '', ...lines] = table.split('\n');
  const end = lines.findIndex((l) => l.startsWith(')'));
  if (end === -1) return table;
  const columns = lines
    .slice(0, end)
    .map((l) => l.replace(/,$/, ''))
    .sort();
  return [first, ...columns, ...lines.slice(end)].join('\n');
}

function clients(): Client[] {
  const folders = existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql').map((v) => join('/usr/lib/postgresql', v, 'bin')) : [];
  const paths = [...folders, ...(process.env['PATH'] ?? '').split(':')].map((f) => join(f, 'pg_dump')).filter((p) => existsSync(p));
  return [...new Set(paths)].flatMap((path) => {
    const version = /\(PostgreSQL\) (\d+)/.exec(execFileSync(path, ['--version'], { encoding: 'utf8' }));
    return version === null ? [] : [{ path, major: Number(version[1]) }];
  });
}
