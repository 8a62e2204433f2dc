// Do rows survive? Every table's rows as texts, compared over the columns that both states have with the same type.
import pg from 'pg';

export interface Table {
  /** column name -> type */
  readonly columns: ReadonlyMap<string, string>;
  readonly rows: readonly Readonly<Record<string, string | null>>[];
}

/** The rows that lie in every ordinary table itself, partitions among them, by "schema.table", not quoted. */
export async function readRows(url: string): Promise<Map<string, Table>> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const { rows: columns } = await client.query<{ c: string; type: string; sql: string; table: string }>(`
      SELECT a.attname::text AS c, format_type(a.atttypid, a.atttypmod)
        -- a composite value is written with all its fields
        || coalesce((SELECT string_agg(f.attname, ',' ORDER BY f.attnum) FROM pg_attribute f JOIN pg_type t ON t.typrelid = f.attrelid
          WHERE f.attnum > 0 AND NOT f.attisdropped AND (t.oid = a.atttypid OR t.typarray = a.atttypid)), '') AS type, format('%I.%I', n.nspname, c.relname) AS sql, n.nspname || '.' || c.relname AS table
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'tidemark')
        -- a generated column holds nothing of its own
        AND a.attgenerated = '' ORDER BY 3, 1`);
    const tables = new Map<string, { columns: Map<string, string>; rows: Record<string, string | null>[]; sql: string }>();
    for (const { c, type, sql, table: name } of columns) {
      const table = tables.get(name) ?? { columns: new Map<string, string>(), rows: [], sql };
      tables.set(name, table);
      table.columns.set(c, type);
    }
    for (const table of tables.values()) {
      // format() prints by the type's own function: a cast to text may be somebody's
      const list = [...table.columns.keys()]
        .map((c) => pg.escapeIdentifier(c))
        .map((c) => `CASE WHEN num_nulls(${c}) = 0 THEN format('%s', ${c}) END`)
        .join(', ');
      const { rows } = await client.query<(string | null)[]>({
        text: `SELECT ${list} FROM ONLY ${table.sql}`,
        rowMode: 'array',
      });
      const names = [...table.columns.keys()];
      table.rows = rows.map((r) => Object.fromEntries(names.map((n, i) => [n, r[i] ?? null])));
    }
    return tables;
  } finally {
    await client.end();
  }
}

/**
 * What got lost or changed on the way, in words. Empty when every kept column of every kept table has the same values on both sides.
 * `called`: what tables and columns of `before` are called in `after`.
 */
export function compareRows(before: ReadonlyMap<string, Table>, after: ReadonlyMap<string, Table>, called: ReadonlyMap<string, string> = new Map()): string[] {
  const lost: string[] = [];
  for (const [name, was] of before) {
    const is = after.get(called.get(name) ?? name);
    if (is === undefined) continue;
    const now = (column: string): string => called.get(`${name}.${column}`) ?? column;
    const kept = [...was.columns].filter(([c, type]) => is.columns.get(now(c)) === type).map(([c]) => c);
    const texts = (t: Table, of: (c: string) => string): string[] => t.rows.map((r) => JSON.stringify(kept.map((c) => r[of(c)]))).sort();
    const [x, y] = [texts(was, (c) => c), texts(is, now)];
    if (JSON.stringify(x) !== JSON.stringify(y)) lost.push(`rows of ${name} over (${kept.join(', ')}): ${x.length} ${x[0] ?? ''} -> ${y.length} ${y[0] ?? ''}`);
  }
  return lost;
}
