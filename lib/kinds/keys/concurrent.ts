// Owns the lock-friendly life of indexes: built and dropped outside a transaction, with a question that tells how far it came.
import { address, keyOf } from '../../catalog/address.ts';
import { literal, qualified } from '../../sql/quote.ts';
import { derivedIndexName } from '../names/derived-name.ts';
import type { Context, Draft } from '../kind.ts';

/** `sql` starts with CREATE [UNIQUE] INDEX CONCURRENTLY and names the index [schema, name]. */
export function built(sql: string, index: readonly string[], what?: string): Draft {
  return {
    sql,
    ...(what === undefined ? {} : { what }),
    commit: 'alone',
    timeout: 'build',
    makes: [address('index', index)],
    probe: {
      sql: `SELECT CASE WHEN i.indexrelid IS NULL THEN 'todo' WHEN i.indisvalid AND i.indisready THEN 'done' ELSE 'broken' END FROM (VALUES (1)) AS one LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = ${regclass(index)}`,
      repair: `DROP INDEX CONCURRENTLY IF EXISTS ${qualified(index)}`,
    },
  };
}

export function dropped(index: readonly string[], what?: string): Draft {
  return {
    ...(what === undefined ? {} : { what }),
    sql: `DROP INDEX CONCURRENTLY ${qualified(index)}`,
    commit: 'alone',
    timeout: 'build',
    breaks: [address('index', index)],
    probe: { sql: `SELECT CASE WHEN ${regclass(index)} IS NULL THEN 'done' ELSE 'todo' END` },
  };
}

function regclass(names: readonly string[]): string {
  return `pg_catalog.to_regclass(${literal(qualified(names)).trim()})`;
}

/**
 * Free names for what stands beside an index while it is replaced: the new one before, the old one after. Neither state has them:
 * the way back from the swap makes the one beside anew.
 */
export function namesBeside(schema: string, name: string, ctx: Context): [before: string, after: string] {
  const before = nameBeside(schema, name, ctx, 1);
  return [before, nameBeside(schema, name, ctx, 1, before)];
}

export function nameBeside(schema: string, name: string, ctx: Context, from = 1, taken?: string): string {
  for (let n = from; ; n += 1) {
    const free = derivedIndexName(name, 'idx', n === 1 ? ['tidemark'] : ['tidemark', String(n)]);
    const key = keyOf(address('index', [schema, free]));
    if (free !== taken && !ctx.current.objects.has(key) && !ctx.desired.objects.has(key)) return free;
  }
}
