// All that a command can leave: the catalog, rows, the ledger without its clocks and counters, and the project's files.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { compareDumps, dumpOn, type Rows } from '../../kit/dump.ts';
import type { Place } from './scene.ts';

export interface Left {
  readonly catalog: readonly string[];
  /** By what they are of, sorted. */
  readonly lines: Readonly<Record<string, readonly string[]>>;
}

const ledger = {
  plans: `SELECT project, module, name, seal, state, track, done, undone, held, how, captured FROM tidemark.plans`,
  objects: `SELECT module, address, object - 'ordinal' FROM tidemark.objects`,
  steps: `SELECT p.name, s.path, s.step, s.state FROM tidemark.steps s JOIN tidemark.plans p ON p.id = s.plan`,
  scripts: `SELECT to_jsonb(s) - 'id' - 'run' - 'started_at' - 'finished_at' - 'ms' - 'at' FROM tidemark.scripts s`,
  exceptions: `SELECT to_jsonb(e) - 'id' - 'run' - 'at' - 'made_at' - 'since' FROM tidemark.exceptions e`,
  open: `SELECT command FROM tidemark.runs WHERE state = 'running'`,
};

const counts = `SELECT string_agg(format('SELECT %L, count(*)::text FROM ONLY %I.%I', n.nspname || '.' || c.relname, n.nspname, c.relname), ' UNION ALL ')
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'tidemark') AND n.nspname !~ '^pg_'`;

export async function left({ cwd, url, superUrl }: Place): Promise<Left> {
  const client = new pg.Client(superUrl);
  await client.connect();
  try {
    const rows: Rows = async (text, values) => (await client.query({ text, values, rowMode: 'array' })).rows as (string | null)[][];
    const lines = async (sql: string): Promise<string[]> => (await rows(sql)).map((r) => JSON.stringify(r)).sort();
    const [[each]] = (await rows(counts)) as [[string | null]];
    const all: Record<string, readonly string[]> = { files: files(cwd, url), rows: each === null ? [] : await lines(each) };
    const [[has]] = (await rows(`SELECT to_regclass('tidemark.scripts')::text`)) as [[string | null]];
    for (const [what, sql] of Object.entries(ledger)) all[what] = has === null ? [] : await lines(sql);
    return { catalog: await dumpOn(rows), lines: all };
  } finally {
    await client.end();
  }
}

/** Without the name of the database, which every copy has its own of. */
function files(cwd: string, url: string): string[] {
  const found = readdirSync(cwd, { recursive: true, withFileTypes: true }).filter((f) => f.isFile());
  const paths = found.map((f) => join(f.parentPath, f.name).slice(cwd.length + 1)).filter((f) => !/^(node_modules|\.tidemark|\.kept)\//.test(f));
  return paths.sort().map((f) => `${f} ${readFileSync(join(cwd, f), 'utf8').replaceAll(url.slice(url.lastIndexOf('/') + 1), '<database>')}`);
}

/** What differs, in words; none when nothing does. */
export function differs(is: Left, should: Left): string[] {
  const catalog = compareDumps(is.catalog, should.catalog);
  const only = (a: readonly string[], b: readonly string[], what: string): string[] => a.filter((l) => !b.includes(l)).map((l) => `${what} ${l.slice(0, 200)}`);
  return [
    ...(catalog.length === 0 ? [] : [`catalog: ${catalog.join(' | ').slice(0, 300)}`]),
    ...Object.keys(should.lines).flatMap((of) => {
      const [a, b] = [is.lines[of] ?? [], should.lines[of] ?? []];
      const different = [...only(a, b, `${of}, not so undisturbed:`), ...only(b, a, `${of}, missing:`)];
      return different.length === 0 && a.length !== b.length ? [`${of}: ${a.length} instead of ${b.length}`] : different;
    }),
  ];
}
