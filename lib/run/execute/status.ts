// Says what is applied, pending and half done on a target, and the one command to run next. Reads only.
import { TidemarkError } from '../../errors.ts';
import { withTarget } from '../target/with-target.ts';
import { chainsHere, type LedgerModules } from './here.ts';
import { noLedger } from './invocation.ts';
import { hasLedger, planBody, readLedger, type Ledger, type PlanRow, type RunRow } from '../ledger/ledger.ts';
import { lastFailure, openSteps, type OpenStep } from '../ledger/left-open.ts';
import { moved } from '../ledger/identity.ts';
import { isGone, moves } from '../ledger/moves.ts';
import { moduleOf, pending, readChains, type Chains, type Pending } from './pending.ts';
import type { Session } from '../session/session.ts';
import type { TargetSetting } from '../target/target.ts';
import { readPlan } from '../../format/read.ts';
import { spelledOut } from '../../plan/touches.ts';
import type { PlanFile } from '../../format/plan.generated.ts';

export interface StatusOptions extends LedgerModules {
  readonly project: string;
  readonly target: TargetSetting;
  readonly plansDir: string;
  readonly modules?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

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

export interface Status {
  readonly ledger: boolean;
  readonly applied: readonly { readonly plan: string; readonly module: string; readonly at: string | null; readonly how: PlanRow['how'] }[];
  readonly pending: readonly { readonly plan: string; readonly module: string; readonly summary: string; readonly unacknowledged: readonly string[] }[];
  readonly half: readonly HalfPlan[];
  readonly ahead: readonly string[];
  readonly held: readonly string[];
  /** Why the files cannot be applied here: they are not the ones this target was made from. Then `pending` is empty. */
  readonly apart: string | undefined;
  /** Somebody is at work right now, or died at it. */
  readonly running: RunRow | undefined;
  readonly warnings: readonly string[];
  /** The one command to run next; undefined when there is nothing to do. */
  readonly next: string | undefined;
}

export async function status(options: StatusOptions): Promise<Status> {
  const chains = await readChains(options.plansDir);
  return withTarget(options.target, { signal: options.signal }, async ({ session }) => {
    const there = await hasLedger(session);
    const ledger = there ? await readLedger(session, options.project) : noLedger;
    const { work, apart } = compared(await chainsHere(session, chains, ledger, options), ledger, options.modules);
    const listed = (p: { module: string }): boolean => options.modules === undefined || options.modules.length === 0 || options.modules.includes(p.module);
    const half = there ? await halves(session, options.project, ledger) : [];
    const { unacknowledged } = await import('./ready/acknowledged.ts');
    const waiting = work.todo
      .filter((t) => t.row === undefined)
      .map((t) => {
        const plan = t.content();
        return {
          plan: t.plan,
          module: moduleOf(t.plan),
          summary: t.recorded ? 'stands for the plans before it: to be recorded, not run' : plan.summary,
          unacknowledged: t.recorded ? [] : [...new Set(unacknowledged(plan, plan.up, []).map((u) => u.code))],
        };
      });
    const warning = there ? await moved(session) : undefined;
    return {
      ledger: there,
      applied: ledger.plans.filter((p) => p.state === 'applied' && listed(p)).map((p) => ({ plan: p.name, module: p.module, at: p.appliedAt, how: p.how })),
      pending: waiting,
      half: half.filter((h) => listed({ module: moduleOf(h.plan) })),
      ahead: work.ahead,
      held: work.held,
      running: ledger.running,
      warnings: warning === undefined ? [] : [`${warning}; apply and rollback want --accept-copy once`],
      apart: apart?.message,
      next: apart === undefined ? nextCommand(ledger, half, waiting) : 'tidemark rollback --to-common',
    };
  });
}

function compared(chains: Chains, ledger: Ledger, modules: readonly string[] | undefined): { work: Pending; apart: TidemarkError | undefined } {
  try {
    return { work: pending(chains, ledger, { modules }), apart: undefined };
  } catch (error) {
    if (!(error instanceof TidemarkError) || !['CHAIN_DIVERGED', 'PLAN_EDITED'].includes(error.id)) throw error;
    return { work: { todo: [], ahead: [], held: ledger.held.map((p) => p.name) }, apart: error };
  }
}

async function halves(session: Session, project: string, ledger: Ledger): Promise<HalfPlan[]> {
  const rows = ledger.plans.filter((p) => p.state === 'partial');
  if (rows.length === 0) return [];
  const [open, failure] = [await openSteps(session, project), await lastFailure(session, project)];
  const out: HalfPlan[] = [];
  for (const row of rows) {
    const plan = spelledOut(readPlan(await planBody(session, row.id), `the ledger's copy of ${row.name}`));
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

function nextCommand(ledger: Ledger, half: readonly HalfPlan[], waiting: Status['pending']): string | undefined {
  if (ledger.running?.alive === true) return 'wait: a run is at work';
  if (half.length > 0) return half[0]!.way === 'up' ? 'tidemark apply' : 'tidemark rollback';
  const stuck = waiting.find((p) => p.unacknowledged.length > 0);
  if (stuck !== undefined) return `tidemark ack ${stuck.plan} ${stuck.unacknowledged[0]} --reason "…"`;
  return waiting.length > 0 || ledger.running !== undefined ? 'tidemark apply' : undefined;
}
