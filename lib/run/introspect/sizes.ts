// How large the tables of a database are, by the server's own estimates: nothing is scanned.
import type { Sizes } from '../../hazards/policy.ts';
import { plainName } from '../../sql/clause.ts';
import type { Session } from '../session/session.ts';

// A partitioned table holds its leaves. reltuples is -1 before the first VACUUM or ANALYZE (0 below 14), which tells nothing.
const sql = `SELECT n.nspname::text AS schema, c.relname::text AS name,
    sum(pg_catalog.pg_total_relation_size(l.oid))::text AS bytes,
    CASE WHEN bool_and(l.reltuples > 0 OR pg_catalog.pg_relation_size(l.oid) = 0) THEN sum(greatest(l.reltuples, 0))::bigint::text END AS rows
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  CROSS JOIN LATERAL (
    SELECT t.relid FROM pg_catalog.pg_partition_tree(c.oid) t WHERE t.isleaf
    UNION SELECT c.oid WHERE c.relkind <> 'p') t
  JOIN pg_catalog.pg_class l ON l.oid = t.relid
  WHERE c.relkind IN ('r', 'p', 'm') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  GROUP BY c.oid, n.nspname, c.relname`;

export async function sizes(session: Session): Promise<Sizes> {
  const rows = await session.rows<{ schema: string; name: string; bytes: string; rows: string | null }>(sql);
  return new Map(rows.map((r) => [plainName([r.schema, r.name]), { bytes: Number(r.bytes), ...(r.rows === null ? {} : { rows: Number(r.rows) }) }]));
}
