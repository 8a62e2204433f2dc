// What plan files hold back, with its age: plans written since, and the day git has the file from.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Withheld } from '../plan/document/withheld.ts';
import type { Project } from './project.ts';

export interface HeldBack {
  /** "- table column public.product.metadata" */
  readonly step: string;
  /** Why it waits. */
  readonly codes: readonly string[];
  readonly sql: string;
  readonly plan: string;
  /** Plans written since, of any module. */
  readonly plansSince: number;
  /** "2026-10-01", when the plan was committed; absent where git does not know. */
  readonly since?: string;
}

export async function aged(project: Pick<Project, 'root' | 'plansDir'>, all: readonly Withheld[]): Promise<HeldBack[]> {
  const days = new Map<string, string | undefined>();
  for (const plan of new Set(all.map((w) => w.plan))) days.set(plan, await committed(project.root, `${project.plansDir}/${plan}.plan.yaml`));
  return all.map(({ plan, step, plansSince }) => {
    const since = days.get(plan);
    const codes = step.verdict === 'safe' ? [] : (step.hazards ?? []).filter((h) => h.advisory !== true).map((h) => h.code);
    return { step: step.step, codes: [...new Set(codes)], sql: step.sql, plan, plansSince, ...(since === undefined ? {} : { since }) };
  });
}

async function committed(cwd: string, file: string): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)('git', ['log', '-1', '--diff-filter=A', '--format=%cs', '--', file], { cwd });
    return stdout.trim() || undefined;
  } catch {
    // no git here: only the age in plans is known
    return undefined;
  }
}
