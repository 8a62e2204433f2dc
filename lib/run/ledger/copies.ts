// Owns reading plans as the ledger keeps them: no file is needed for what ran.
import type { PlanFile } from '../../format/plan.generated.ts';
import { readPlan } from '../../format/read.ts';
import type { Session } from '../session/session.ts';
import { planBody, type PlanRow } from './ledger.ts';

export interface Copy {
  readonly text: string;
  readonly plan: PlanFile;
}

/** Throws LEDGER_DAMAGED, and what readPlan throws of a text that was changed by hand. */
export async function copyOf(session: Session, row: Pick<PlanRow, 'id' | 'name'>): Promise<Copy> {
  const text = await planBody(session, row.id);
  return { text, plan: readPlan(text, nameOfCopy(row)) };
}

export async function copiesOf(session: Session, rows: readonly Pick<PlanRow, 'id' | 'name'>[]): Promise<PlanFile[]> {
  const out: PlanFile[] = [];
  for (const row of rows) out.push((await copyOf(session, row)).plan);
  return out;
}

export const nameOfCopy = (row: Pick<PlanRow, 'name'>): string => `the ledger's copy of ${row.name}`;
