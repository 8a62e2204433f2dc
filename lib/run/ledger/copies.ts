// Owns reading plans as the ledger keeps them: no file is needed for what ran.
import { TidemarkError } from '../../errors.ts';
import type { PlanFile } from '../../format/plan.generated.ts';
import { readPlan } from '../../format/read.ts';
import type { Session } from '../session/session.ts';
import { planBody, type PlanRow } from './ledger.ts';

export interface Copy {
  readonly text: string;
  readonly plan: PlanFile;
}

/** Throws what readCopy throws. */
export async function copyOf(session: Session, row: Pick<PlanRow, 'id' | 'name'>): Promise<Copy> {
  const text = await planBody(session, row.id);
  return { text, plan: readCopy(text, row) };
}

/** Throws PLAN_FORMAT_NEWER, and LEDGER_DAMAGED for a text that somebody changed. */
export function readCopy(text: string, row: Pick<PlanRow, 'name'>): PlanFile {
  try {
    return readPlan(text, nameOfCopy(row));
  } catch (error) {
    if (!(error instanceof TidemarkError) || error.id === 'PLAN_FORMAT_NEWER') throw error;
    throw new TidemarkError('LEDGER_DAMAGED', error.message, {
      exit: 3,
      cause: error,
      at: { object: row.name },
      next: `restore that row of tidemark.plans from a backup; its body is the text of plans/${row.name}.plan.yaml, if there is that file`,
    });
  }
}

export async function copiesOf(session: Session, rows: readonly Pick<PlanRow, 'id' | 'name'>[]): Promise<PlanFile[]> {
  const out: PlanFile[] = [];
  for (const row of rows) out.push((await copyOf(session, row)).plan);
  return out;
}

export const nameOfCopy = (row: Pick<PlanRow, 'name'>): string => `the ledger's copy of ${row.name}`;
