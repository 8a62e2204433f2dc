// Owns what becomes of the rows a proof runs with: read before and after, compared.
// Tables and columns are followed by OID and attribute number: a rename does not lose them.
import { addressOf } from '../../catalog/address.ts';
import { TidemarkError } from '../../errors.ts';
import type { Segment } from '../../plan/step.ts';
import { ident, qualified } from '../../sql/quote.ts';
import { readAll } from '../session/batch.ts';
import type { Session } from '../session/session.ts';
import { firstWord } from '../session/step-sql.ts';
import { readLabels } from './labels.ts';

/** What is in one table: which columns by number and type, how many rows, a digest per column. */
interface Content {
  readonly name: string;
  readonly count: number;
  readonly columns: Map<number, { type: string; digest: string; name: string }>;
}

/** A planner takes half a minute for five hundred aggregates that each sort by another column, and a function a hundred arguments. */
const AT_ONCE = 25;

export async function readRows(session: Session): Promise<Map<string, Content>> {
  const [found] = await readAll(session, [
    `
    SELECT c.oid::pg_catalog.text AS relid, n.nspname::pg_catalog.text AS nspname, c.relname::pg_catalog.text AS relname,
      a.attnum::pg_catalog.int4 AS attnum, a.attname::pg_catalog.text AS attname,
      a.atttypid::pg_catalog.text AS oid,
      a.atttypid::pg_catalog.text || ':' || a.atttypmod::pg_catalog.text || a.attgenerated::pg_catalog.text AS type
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relkind = 'r' AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'tidemark')
      AND pg_catalog.pg_relation_size(c.oid) > 0
    ORDER BY c.oid, a.attnum`,
  ]);
  const cells = found as {
    relid: string;
    nspname: string;
    relname: string;
    attnum: number;
    attname: string;
    oid: string;
    type: string;
  }[];
  const labels = await readLabels(session);
  const out = new Map<string, Content>();
  const tables = new Map<string, typeof cells>();
  for (const cell of cells) {
    const known = tables.get(cell.relid);
    if (known === undefined) tables.set(cell.relid, [cell]);
    else known.push(cell);
  }
  for (const [relid, cellsOf] of tables) {
    const { nspname, relname } = cellsOf[0]!;
    // A generated column holds nothing of its own.
    const columns = cellsOf.filter((c) => c.attname !== null && /\d$/.test(c.type));
    const digests = columns.map((c) => {
      // As the type prints it: a cast to text may be somebody's function. A label may get another name, and is the same value.
      const text = `pg_catalog.format('%s', ${ident(c.attname)})`;
      const said = !labels.isEnum(c.oid)
        ? text
        : `(SELECT e.oid::pg_catalog.text FROM pg_catalog.pg_enum e WHERE e.enumtypid = ${c.oid} AND e.enumlabel = ${text})`;
      return `pg_catalog.md5(pg_catalog.string_agg(CASE WHEN ${ident(c.attname)} IS NULL THEN 'null' ELSE ${said} END, ',' ORDER BY ${said} COLLATE pg_catalog."C"))`;
    });
    let count = 0;
    const said: string[] = [];
    for (let n = 0; n === 0 || n < digests.length; n += AT_ONCE) {
      const [row] = await session.rows<{ count: number; digests: string[] }>(
        `SELECT pg_catalog.count(*)::pg_catalog.int4 AS count, pg_catalog.to_json(ARRAY[${digests.slice(n, n + AT_ONCE).join(', ')}]::pg_catalog.text[]) AS digests FROM ONLY ${qualified([nspname, relname])}`,
      );
      count = row!.count;
      said.push(...row!.digests);
    }
    // A table whose rows were deleted still has their pages.
    if (count === 0) continue;
    out.set(relid, {
      name: `${nspname}.${relname}`,
      count,
      columns: new Map(columns.map((c, i) => [c.attnum, { type: `${labels.inside(c.oid)} ${c.type}`, digest: said[i]!, name: c.attname }])),
    });
  }
  return out;
}

/** The files of tables that hold something. */
export async function readFiles(session: Session): Promise<Map<string, { readonly name: string; readonly file: string }>> {
  const [found] = await readAll(session, [
    `
    SELECT c.oid::pg_catalog.text AS id, n.nspname || '.' || c.relname AS name, c.relfilenode::pg_catalog.text AS file
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND NOT c.relispartition AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'tidemark')
      AND pg_catalog.pg_relation_size(c.oid) > 0`,
  ]);
  return new Map((found as { id: string; name: string; file: string }[]).map(({ id, name, file }) => [id, { name, file }]));
}

type Files = Awaited<ReturnType<typeof readFiles>>;

/** Names of tables whose files changed between two readings. */
export function rewritten(before: Files, after: Files): string[] {
  return [...before].filter(([id, was]) => after.has(id) && after.get(id)!.file !== was.file).map(([, was]) => was.name);
}

/** Rows of kept columns must survive. A table that is gone must be gone by a step that says so. */
export function compareRows(
  before: ReadonlyMap<string, Content>,
  after: ReadonlyMap<string, Content>,
  up: readonly Segment[],
  emptied: ReadonlySet<string>,
): void {
  const broken = new Set(up.flatMap((s) => s.steps).flatMap((s) => s.breaks));
  const gone = new Set(
    [...broken]
      .map((k) => addressOf(k))
      .filter((a) => a.names.length === 2)
      .map((a) => a.names.join('.')),
  );
  for (const [id, was] of before) {
    const is = after.get(id);
    if (isWritten(up, [was, is])) continue;
    if (emptied.has(was.name) || (is !== undefined && emptied.has(is.name))) continue;
    if (is === undefined) {
      if (gone.has(was.name)) continue;
      throw lost(was.name, 'the table is gone or empty, and no step says that it drops it');
    }
    if (is.count !== was.count) throw lost(was.name, `${was.count} rows before, ${is.count} after`);
    for (const [attnum, column] of was.columns) {
      const now = is.columns.get(attnum);
      if (now !== undefined && now.type === column.type && now.digest !== column.digest)
        throw lost(`${was.name}.${column.name}`, 'its values changed, and its type did not');
    }
  }
}

const writing = new Set(['update', 'insert', 'delete', 'merge', 'with', 'truncate', 'copy', 'do', 'call', 'select']);

/** A person's step that changes rows, and says of which table: that is what it is for, and the classifier speaks of it. */
function isWritten(up: readonly Segment[], table: readonly (Content | undefined)[]): boolean {
  const names = table.filter((c) => c !== undefined).map((c) => c.name.slice(c.name.indexOf('.') + 1));
  return up.some((s) =>
    s.steps.some(
      (step) => writing.has(firstWord(step.sql)) && !/^select\s+(pg_catalog\.)?setval\s*\(/i.test(step.sql.trim()) && names.some((n) => step.sql.includes(n)),
    ),
  );
}

function lost(name: string, why: string): TidemarkError {
  return new TidemarkError('PLAN_LOSES_ROWS', `the plan changes rows of ${name} on the shadow: ${why}`, {
    at: { object: name },
    next: 'report this: the plan was not written',
  });
}
