// Owns the rows that a way back would destroy: whoever accepted the loss in the file did not know what was written since.
import { addressOf } from '../../../catalog/address.ts';
import { TidemarkError } from '../../../errors.ts';
import type { PlanFile, PlanStep } from '../../../format/plan.generated.ts';
import { ident, qualified } from '../../../sql/quote.ts';
import { keyOfText } from '../../introspect/look.ts';
import type { Session } from '../../session/session.ts';

const destroys = ['DATA_DROP_TABLE', 'DATA_DROP_COLUMN'];

interface Risk {
  readonly code: string;
  readonly address: string;
  readonly table: string;
  /** Undefined: all of the table. */
  readonly column: string | undefined;
}

/**
 * Throws ROWS_WOULD_BE_LOST (exit 3) naming how many rows, never their values, unless this command accepts the code.
 * `locked`: inside the step's transaction, where the rows are held still; else as they are now.
 */
export async function assertNothingLost(session: Session, plan: PlanFile, step: PlanStep, allow: readonly string[], locked: boolean): Promise<void> {
  for (const risk of risksOf(step).filter((r) => !allow.includes(r.code))) {
    if (!(await isThere(session, risk))) continue;
    if (locked) await session.run(`LOCK TABLE ${risk.table} IN ACCESS EXCLUSIVE MODE`);
    const n = await count(session, risk);
    if (n === 0) continue;
    const rows = n > most ? `more than ${most} rows` : n === 1 ? '1 row' : `${n} rows`;
    throw new TidemarkError('ROWS_WOULD_BE_LOST', `rolling back ${plan.plan} destroys ${risk.address}, which holds values in ${rows}; ${kept(locked)}`, {
      exit: 3,
      at: { object: risk.address },
      next: `save them first, or accept their loss: tidemark rollback --allow ${risk.code}`,
    });
  }
}

const kept = (locked: boolean): string => (locked ? 'this plan stays as it was' : 'nothing was changed');

function risksOf(step: PlanStep): Risk[] {
  const codes = new Set((step.hazards ?? []).map((h) => h.code));
  return (step.breaks ?? []).flatMap((text): Risk[] => {
    const { kind, names } = addressOf(keyOfText(text));
    const [schema, table, column] = names;
    if (schema === undefined || table === undefined) return [];
    const code = kind === 'table' ? destroys[0]! : kind === 'table column' ? destroys[1]! : '';
    return codes.has(code) ? [{ code, address: text, table: qualified([schema, table]), column }] : [];
  });
}

async function isThere(session: Session, { table, column }: Risk): Promise<boolean> {
  const rows = await session.rows(
    `SELECT FROM pg_catalog.pg_class c WHERE c.oid = pg_catalog.to_regclass($1) AND c.relkind IN ('r', 'p') AND ($2::text IS NULL OR EXISTS (
       SELECT FROM pg_catalog.pg_attribute a WHERE a.attrelid = c.oid AND a.attname = $2 AND NOT a.attisdropped AND a.attgenerated = ''))`,
    [table, column ?? null],
  );
  return rows.length > 0;
}

const most = 100_000;

/** Of a column: rows with a value that nobody gets by saying nothing. */
async function count(session: Session, { table, column }: Risk): Promise<number> {
  const [preset] =
    column === undefined
      ? []
      : await session.rows<{ text: string }>(
          `SELECT pg_catalog.pg_get_expr(d.adbin, d.adrelid) AS text FROM pg_catalog.pg_attrdef d JOIN pg_catalog.pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
           WHERE d.adrelid = pg_catalog.to_regclass($1) AND a.attname = $2`,
          [table, column],
        );
  // A call may answer differently each time.
  const constant = preset === undefined || /[(]|\bcurrent_|\blocaltime/i.test(preset.text) ? undefined : preset.text;
  const where =
    column === undefined
      ? ''
      : ` WHERE ${ident(column)} IS NOT NULL${constant === undefined ? '' : ` AND ${ident(column)}::text IS DISTINCT FROM (${constant})::text`}`;
  const [row] = await session.rows<{ n: number }>(
    `SELECT pg_catalog.count(*)::pg_catalog.int4 AS n FROM (SELECT FROM ${table}${where} LIMIT ${most + 1}) AS few`,
  );
  return row!.n;
}
