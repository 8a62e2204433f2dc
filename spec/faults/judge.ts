// What a target holds, asked by code that lib/ knows nothing of, on one connection that stays: the catalog, the rows, the ledger's steps.
import pg from 'pg';
import { compareDumps, dumpOn } from '../kit/dump.ts';

export interface Held {
  readonly catalog: readonly string[];
  /** Table -> how many rows, and their digest. */
  readonly rows: Readonly<Record<string, { readonly count: string; readonly digest: string }>>;
  /** Steps of the last application of the plan, as `path step state`. */
  readonly steps: readonly string[];
  /** Digest of the objects that the ledger recorded. */
  readonly recorded: string;
}

export interface Judge {
  held(plan: string): Promise<Held>;
  end(): Promise<void>;
}

export async function judge(url: string): Promise<Judge> {
  const client = new pg.Client(url);
  client.on('error', () => undefined); // the next question says so
  await client.connect();
  const rows = async (text: string, values?: unknown[]): Promise<(string | null)[][]> =>
    (await client.query({ text, values, rowMode: 'array' })).rows as (string | null)[][];
  return {
    async held(plan) {
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      try {
        const catalog = await dumpOn(rows);
        const [[each]] = (await rows(digests)) as [[string | null]];
        const counted = each === null ? [] : await rows(each);
        const steps = await rows(
          `SELECT path || ' ' || step || ' ' || state FROM tidemark.steps WHERE plan = (SELECT max(id) FROM tidemark.plans WHERE name = $1) ORDER BY 1`,
          [plan],
        );
        const [[recorded]] = (await rows(
          `SELECT md5(coalesce(string_agg(o::text, chr(10) ORDER BY o::text), '')) FROM (SELECT module, address, object - 'ordinal' FROM tidemark.objects WHERE project = 'faults') o`,
        )) as [[string]];
        return {
          catalog,
          recorded,
          rows: Object.fromEntries(counted.map(([table, count, digest]) => [table!, { count: count!, digest: digest! }])),
          steps: steps.map(([s]) => s!),
        };
      } finally {
        await client.query('ROLLBACK');
      }
    },
    end: () => client.end(),
  };
}

const digests = `SELECT string_agg(format('SELECT %L, count(*)::text, md5(coalesce(string_agg(r::text, chr(10) ORDER BY r::text), '''')) FROM ONLY %I.%I r',
    n.nspname || '.' || c.relname, n.nspname, c.relname), ' UNION ALL ')
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'tidemark') AND n.nspname !~ '^pg_'`;

/**
 * What differs, in words; undefined when nothing does. `again`: the same as `should` after another undisturbed round: where the digests of
 * these two differ (a default that is now(), a sequence that went on) rows are counted only.
 */
export function apart(is: Held, should: Held, again: Held): string | undefined {
  const catalog = compareDumps(is.catalog, should.catalog);
  if (catalog.length > 0) return `${catalog.some((l) => /indisvalid/.test(l)) ? 'an invalid index: ' : ''}${catalog.join(' | ').slice(0, 300)}`;
  for (const [table, { count, digest }] of Object.entries(should.rows)) {
    const have = is.rows[table];
    if (have?.count !== count) return `rows of ${table}: ${have?.count} instead of ${count}`;
    if (have.digest !== digest && again.rows[table]?.digest === digest) return `rows of ${table} are others`;
  }
  if (is.steps.join() !== should.steps.join()) return `steps in the ledger: ${is.steps.join(', ')} instead of ${should.steps.join(', ')}`.slice(0, 300);
  return is.recorded === should.recorded ? undefined : 'the ledger recorded other objects';
}
