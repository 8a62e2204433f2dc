// Owns which sample rows point at nothing: their parent's table refused its own (a check no constant fits), and a database has no such rows.
import type { Session } from '../session/session.ts';
import { deletable } from './deletable.ts';

/** Deletes them, and what pointed at them in turn. Returns how many went. Triggers and keys must be off. */
export async function dropDangling(session: Session, tables: readonly string[]): Promise<number> {
  const keys = await session.rows<{ sql: string }>(
    `
    SELECT pg_catalog.format('DELETE FROM ONLY %s AS a WHERE %s AND NOT EXISTS (SELECT FROM %s AS b WHERE %s)', k.conrelid::pg_catalog.regclass,
      (SELECT pg_catalog.string_agg(pg_catalog.format('a.%I IS NOT NULL', c.attname), ' AND ')
        FROM pg_catalog.unnest(k.conkey) AS i JOIN pg_catalog.pg_attribute c ON c.attrelid = k.conrelid AND c.attnum = i),
      k.confrelid::pg_catalog.regclass,
      (SELECT pg_catalog.string_agg(pg_catalog.format('b.%I OPERATOR(%I.%s) a.%I', p.attname, n.nspname, o.oprname, c.attname), ' AND ')
        FROM pg_catalog.generate_subscripts(k.conkey, 1) AS i
          JOIN pg_catalog.pg_attribute c ON c.attrelid = k.conrelid AND c.attnum = k.conkey[i]
          JOIN pg_catalog.pg_attribute p ON p.attrelid = k.confrelid AND p.attnum = k.confkey[i]
          JOIN pg_catalog.pg_operator o ON o.oid = k.conpfeqop[i] JOIN pg_catalog.pg_namespace n ON n.oid = o.oprnamespace)) AS sql
    FROM pg_catalog.pg_constraint k WHERE k.contype = 'f' AND k.conrelid = ANY ($1::pg_catalog.oid[]) ORDER BY k.oid`,
    [tables],
  );
  return deletable(session, tables, async () => {
    let gone = 0;
    for (let before = -1; before !== gone;) {
      before = gone;
      for (const { sql } of keys) {
        const [deleted] = await session.rows<{ n: number }>(`WITH d AS (${sql} RETURNING 1) SELECT pg_catalog.count(*)::pg_catalog.int4 AS n FROM d`);
        gone += deleted!.n;
      }
    }
    return gone;
  });
}
