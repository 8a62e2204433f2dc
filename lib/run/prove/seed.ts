// Owns the rows a proof runs with: at most three a table, from constants per type, so that keys and foreign keys agree.
import { addressOf, type Key } from '../../catalog/address.ts';
import type { Segment } from '../../plan/step.ts';
import { ident, literal, qualified } from '../../sql/quote.ts';
import { readAll } from '../session/batch.ts';
import { dropDangling } from './dangling.ts';
import { deletable } from './deletable.ts';
import type { ServerError, Session } from '../session/session.ts';

export interface Seeded {
  readonly rows: number;
  /** Why there are none, when there are none. */
  readonly reason?: string | undefined;
}

interface Column {
  readonly relid: string;
  readonly attnum: number;
  readonly attname: string;
  readonly category: string;
  readonly base: string;
  readonly typmod: number;
  readonly labels: string[] | null;
  readonly notnull: boolean;
  readonly skip: boolean;
}

/** The tables that the steps touch, and what their foreign keys reference. */
export async function touchedTables(session: Session, up: readonly Segment[]): Promise<{ relid: string; names: string[] }[]> {
  const names = new Set<Key>();
  for (const step of up.flatMap((s) => s.steps)) {
    for (const key of [...step.makes, ...step.alters, ...step.breaks, ...step.needs]) names.add(JSON.stringify(addressOf(key).names.slice(0, 2)));
  }
  const [found] = await readAll(session, [
    `
    SELECT c.oid::pg_catalog.text AS relid, n.nspname::pg_catalog.text AS nspname, c.relname::pg_catalog.text AS relname,
      (SELECT pg_catalog.json_agg(k.confrelid::pg_catalog.text) FROM pg_catalog.pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'f' AND k.confrelid <> c.oid) AS refs
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'tidemark')
    ORDER BY c.oid`,
  ]);
  const tables = found as { relid: string; nspname: string; relname: string; refs: string[] | null }[];
  const byId = new Map(tables.map((t) => [t.relid, t]));
  const ordered: { relid: string; names: string[] }[] = [];
  const seen = new Set<string>();
  const visit = (id: string): void => {
    const t = byId.get(id);
    if (t === undefined || seen.has(id)) return;
    seen.add(id);
    for (const ref of t.refs ?? []) visit(ref);
    ordered.push({ relid: id, names: [t.nspname, t.relname] });
  };
  const texts = up.flatMap((s) => s.steps).map((step) => step.sql);
  for (const t of tables) {
    // An index or a foreign key is about tables that its own address does not name.
    const written = qualified([t.nspname, t.relname]);
    if (names.has(JSON.stringify([t.nspname, t.relname])) || texts.some((text) => text.includes(written))) visit(t.relid);
  }
  return ordered;
}

export async function seedRows(session: Session, up: readonly Segment[]): Promise<Seeded> {
  const tables = await touchedTables(session, up);
  if (tables.length === 0) return { rows: 0, reason: 'none (the plan names no table that exists before it)' };
  const columns = await session.rows<Column>(
    `
    SELECT a.attrelid::pg_catalog.text AS relid, a.attnum::pg_catalog.int4 AS attnum, a.attname::pg_catalog.text AS attname,
      b.typcategory::pg_catalog.text AS category, b.typname::pg_catalog.text AS base, a.atttypmod AS typmod,
      (SELECT pg_catalog.json_agg(e.enumlabel::pg_catalog.text ORDER BY e.enumsortorder) FROM pg_catalog.pg_enum e WHERE e.enumtypid = b.oid) AS labels,
      a.attnotnull AS notnull, a.attgenerated <> '' AS skip
    FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
      JOIN pg_catalog.pg_type b ON b.oid = CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END
    WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attrelid = ANY ($1::pg_catalog.oid[])
    ORDER BY a.attrelid, a.attnum`,
    [tables.map((t) => t.relid)],
  );
  let rows = 0;
  const refusals: string[] = [];
  // Foreign keys hold by construction; a cycle of them must not stop the first row.
  await session.run('SET session_replication_role = replica');
  try {
    for (const t of tables) {
      const own = columns.filter((c) => c.relid === t.relid && !c.skip);
      for (const i of [0, 1, 2]) {
        const done = (await insert(session, t.names, own, i, false, refusals)) || (await insert(session, t.names, own, i, true, refusals));
        if (done) rows++;
      }
    }
    if (refusals.length > 0)
      rows -= await dropDangling(
        session,
        tables.map((t) => t.relid),
      );
  } finally {
    await session.run('SET session_replication_role = origin');
  }
  return rows > 0 ? { rows } : { rows, reason: `none (${refusals[0] ?? 'no table takes a row'})` };
}

async function insert(
  session: Session,
  names: readonly string[],
  columns: readonly Column[],
  i: number,
  sparse: boolean,
  refusals: string[],
): Promise<boolean> {
  const given = columns.map((c) => ({ c, value: sparse && !c.notnull ? null : constant(c, i) })).filter((g) => g.value !== null);
  const sql =
    given.length === 0
      ? `INSERT INTO ${qualified(names)} DEFAULT VALUES`
      : `INSERT INTO ${qualified(names)} (${given.map((g) => ident(g.c.attname)).join(', ')}) OVERRIDING SYSTEM VALUE VALUES (${given.map((g) => g.value).join(', ')})`;
  try {
    await session.run(sql);
    return true;
  } catch (error) {
    const code = (error as ServerError).code;
    if (code === undefined) throw error;
    refusals.push(`${names.join('.')} refuses a row: SQLSTATE ${code}`);
    return false;
  }
}

/** A literal for the i-th row (0-2), equal for equal types, or null where no constant is known. */
function constant(c: Column, i: number): string | null {
  const n = i + 1;
  if (c.labels !== null && c.labels.length > 0) return literal(c.labels[i % c.labels.length]!);
  switch (c.base) {
    case 'bool':
      return i % 2 === 0 ? 'true' : 'false';
    case 'uuid':
      return `'00000000-0000-4000-8000-00000000000${n}'`;
    case 'json':
    case 'jsonb':
      return `'{"k": ${n}}'`;
    case 'bytea':
      return `'\\x0${n}'`;
    case 'date':
      return `'2024-01-0${n}'`;
    case 'time':
    case 'timetz':
      return `'0${n}:00:00'`;
    case 'timestamp':
    case 'timestamptz':
      return `'2024-01-0${n} 00:00:00'`;
    case 'interval':
      return `'${n} days'`;
    case 'inet':
    case 'cidr':
      return `'10.0.0.${n}'`;
    case 'macaddr':
      return `'08:00:2b:01:02:0${n}'`;
    case 'point':
      return `'(${n},${n})'`;
    case 'bit':
      return c.typmod > 0 ? `B'${'1'.padStart(c.typmod, '0')}'` : "B'1'";
    case 'tsvector':
      return `'a${n}'`;
    case 'money':
      return `'${n}.00'`;
    case 'int4range':
    case 'int8range':
    case 'numrange':
      return `'[${i * 10},${i * 10 + 5})'`;
    case 'daterange':
    case 'tsrange':
    case 'tstzrange':
      return `'[2024-0${n}-01,2024-0${n}-15)'`;
  }
  if (c.category === 'N') return String(n);
  if (c.category === 'A') return `'{}'`;
  if (c.category === 'S') return c.typmod > 4 && c.typmod - 4 < 2 ? `'${n}'` : `'v${n}'`;
  return null;
}

/** The names of the table and of all that descend from it; none where no table has that name. */
export async function emptyTable(session: Session, names: readonly string[]): Promise<string[]> {
  const below = await session.rows<{ id: string; name: string; table: string; kind: string }>(
    `WITH RECURSIVE t (id) AS (
       SELECT c.oid FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relname = $2 AND c.relkind IN ('r', 'p')
       UNION SELECT i.inhrelid FROM pg_catalog.pg_inherits i JOIN t ON i.inhparent = t.id)
     SELECT c.oid::pg_catalog.text AS id, n.nspname || '.' || c.relname AS name, pg_catalog.format('%I.%I', n.nspname, c.relname) AS table, c.relkind::pg_catalog.text AS kind
     FROM t JOIN pg_catalog.pg_class c ON c.oid = t.id JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace`,
    [...names],
  );
  // a foreign table among them has no rows here, and may have no handler
  const holding = below.filter((b) => b.kind === 'r');
  if (holding.length === 0) return below.map((b) => b.name);
  await session.run('SET session_replication_role = replica');
  try {
    const ids = holding.map((b) => b.id);
    await deletable(session, ids, async () => {
      for (const { table } of holding) await session.run(`DELETE FROM ONLY ${table}`);
    });
  } finally {
    await session.run('SET session_replication_role = origin');
  }
  return below.map((b) => b.name);
}
