// Owns what is to be said of work that is not finished on a target: who is at it, or where it died and which command finishes it.
import type { PlanFile } from '../../format/plan.generated.ts';
import { spelledOut } from '../../plan/document/touches.ts';
import { copyOf } from '../ledger/copies.ts';
import type { Ledger, PlanRow, RunRow } from '../ledger/ledger.ts';
import { lastFailure, openSteps, type OpenStep } from '../ledger/left-open.ts';
import { isLockHeld } from '../ledger/lock.ts';
import { isGone, moves } from '../ledger/moves.ts';
import type { Session } from '../session/session.ts';

/** A plan that stopped half-way. */
export interface HalfPlan {
  readonly plan: string;
  /** Steps committed, of all steps of the way it was on. */
  readonly step: number;
  readonly of: number;
  readonly way: 'up' | 'down';
  /** A step outside a transaction that was begun, with what the catalog says of it: 'done', 'todo', 'broken', or 'unknown'. */
  readonly open?: { readonly step: string; readonly startedAt: string; readonly found: string } | undefined;
  /** What the last run said when it ended. */
  readonly why: string | undefined;
}

/** A run that ended without a word, and left something to finish. */
export interface Died {
  /** Of the run; undefined when it could still say that it failed, and not what it had done. */
  readonly run: string | undefined;
  /** apply, rollback, baseline, scripts, … */
  readonly command: string;
  readonly startedAt: string | undefined;
  /** The plan it stopped in; undefined when it died between plans, or before its last words. */
  readonly half: HalfPlan | undefined;
  /** The command that finishes it. */
  readonly next: string;
}

export interface Unfinished {
  /** At work right now. */
  readonly at: RunRow | undefined;
  readonly half: readonly HalfPlan[];
  readonly died: Died | undefined;
}

export const ON_A_REPLICA = 'a replica cannot see whether that run is still at work';

export const nothingUnfinished: Unfinished = { at: undefined, half: [], died: undefined };

type Failure = Awaited<ReturnType<typeof lastFailure>>;

export async function unfinished(session: Session, project: string, ledger: Ledger): Promise<Unfinished> {
  const { running } = ledger;
  const failure = await lastFailure(session, project);
  const half = await halves(session, ledger, project, failure);
  if (running !== undefined) {
    // Between two connections its server process is another one: then the lock says that somebody is there.
    if (running.alive || (await isLockHeld(session, project))) return { at: running, half, died: undefined };
    const { id: run, command, startedAt } = running;
    return { at: undefined, half, died: { run, command, startedAt, half: half[0], next: finishes(command, half[0]) } };
  }
  if (!ledger.uncaptured) return { at: undefined, half, died: undefined };
  const command = failure?.command ?? 'apply';
  return { at: undefined, half, died: { run: undefined, command, startedAt: undefined, half: half[0], next: finishes(command, half[0]) } };
}

function finishes(command: string, half: HalfPlan | undefined): string {
  if (half !== undefined) return half.way === 'up' ? 'tidemark apply' : 'tidemark rollback';
  if (command === 'scripts') return 'tidemark db:migrate:scripts';
  return ['rollback', 'baseline', 'drift --adopt'].includes(command) ? `tidemark ${command}` : 'tidemark apply';
}

/** "a rollback (run 7, since …) died at product/0003-x, step 2 of 5 on the way down" */
export function diedText(died: Died): string {
  const { run, command, startedAt, half } = died;
  const which = run === undefined ? '' : ` (run ${run}, since ${startedAt})`;
  const where =
    half === undefined ? 'between two plans, or before it could record them' : `at ${half.plan}, step ${half.step} of ${half.of} on the way ${half.way}`;
  return `${/^[aeiou]/.test(command) ? 'an' : 'a'} ${command}${which} died ${where}`;
}

async function halves(session: Session, ledger: Ledger, project: string, failure: Failure): Promise<HalfPlan[]> {
  const rows = ledger.plans.filter((p) => p.state === 'partial');
  if (rows.length === 0) return [];
  const open = await openSteps(session, project);
  const out: HalfPlan[] = [];
  for (const row of rows) {
    const plan = spelledOut((await copyOf(session, row)).plan);
    out.push(
      await halfOf(
        session,
        row,
        plan,
        open.find((s) => s.plan === row.id),
        failure?.error ?? undefined,
      ),
    );
  }
  return out;
}

async function halfOf(session: Session, row: PlanRow, plan: PlanFile, open: OpenStep | undefined, why: string | undefined): Promise<HalfPlan> {
  const way = row.at.track;
  const all = plan[way];
  const count = (segments: typeof all): number => segments.reduce((n, s) => n + s.steps.length, 0);
  const found = open === undefined ? undefined : { step: open.does, startedAt: open.startedAt, found: await ask(session, plan, row, open) };
  return { plan: row.name, step: count(all.slice(0, row.at.done)), of: count(all), way, open: found, why };
}

async function ask(session: Session, plan: PlanFile, row: PlanRow, open: OpenStep): Promise<string> {
  const { probe } = await import('./step/probe.ts');
  const goal = isGone(plan, row.at) ? 'applied' : row.at.track === 'up' ? 'applied' : 'gone';
  const step = moves(plan, row.at, goal).find((m) => m.path === open.path)?.segment.steps[open.step];
  return step === undefined ? 'unknown' : probe(session, step);
}
