// Says what is applied, pending and half done on a target, and the one command to run next. Reads only.
import { TidemarkError } from '../../errors.ts';
import type { Policy } from '../../hazards/policy.ts';
import { withTarget } from '../target/with-target.ts';
import { aheadOf, segmentsAhead } from './forth.ts';
import { chainsHere, type LedgerModules } from './here.ts';
import { noLedger } from './invocation.ts';
import { hasLedger, readLedger, type Ledger, type PlanRow, type RunRow } from '../ledger/ledger.ts';
import { acceptingCopy, moved } from '../ledger/identity.ts';
import { scriptRows } from '../ledger/scripts.ts';
import { ledgerLost, madeBefore } from './made-before.ts';
import { moduleOf, pending, readChains, type Chains, type Pending } from './pending.ts';
import { acknowledging, unacknowledged } from './ready/acknowledged.ts';
import { nothingUnfinished, ON_A_REPLICA, unfinished, type Died, type HalfPlan } from './unfinished.ts';
import type { TargetSetting } from '../target/target.ts';

export type { HalfPlan } from './unfinished.ts';

export interface StatusOptions extends LedgerModules {
  readonly project: string;
  readonly target: TargetSetting;
  readonly plansDir: string;
  readonly modules?: readonly string[] | undefined;
  /** What the sizes of the tables here settle is not told as waiting for somebody. */
  readonly policy?: Policy | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface Status {
  readonly ledger: boolean;
  readonly applied: readonly { readonly plan: string; readonly module: string; readonly at: string | null; readonly how: PlanRow['how'] }[];
  readonly pending: readonly { readonly plan: string; readonly module: string; readonly summary: string; readonly unacknowledged: readonly string[] }[];
  readonly half: readonly HalfPlan[];
  readonly ahead: readonly string[];
  readonly held: readonly string[];
  /** Why the files cannot be applied here: they are not the ones this target was made from (then `pending` is empty), or the ledger that says so is lost. */
  readonly apart: string | undefined;
  /** Somebody is at work right now, or died at it. */
  readonly running: RunRow | undefined;
  /** A run that died: where, and what finishes it. */
  readonly died: Died | undefined;
  /** Scripts that were begun and did not come to their end, as far as the ledger knows. */
  readonly scripts: readonly { readonly script: string; readonly since: string }[];
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
    const { at, half, died } = there ? await unfinished(session, options.project, ledger) : nothingUnfinished;
    const { unsettled } = await import('./ready/small.ts');
    // Not what stands half-way back: rollback finishes it, and there may be no way forward from there.
    const torun = work.todo.filter((t) => !t.recorded && t.row?.at.track !== 'down');
    const open = await unsettled(
      torun.flatMap((t) => unacknowledged(t.content(), segmentsAhead(t), [])),
      torun.map(aheadOf),
      session,
      options.policy,
    );
    const waiting = work.todo
      .filter((t) => t.row === undefined)
      .map((t) => {
        const plan = t.content();
        return {
          plan: t.plan,
          module: moduleOf(t.plan),
          summary: t.recorded ? 'stands for the plans before it: to be recorded, not run' : plan.summary,
          unacknowledged: [...new Set(open.filter((u) => u.plan === t.plan).map((u) => u.code))],
        };
      });
    const warning = there ? await moved(session) : undefined;
    const lost = ledger.plans.length + ledger.held.length > 0 ? undefined : await madeBefore(session, chains, options.project);
    const why = apart ?? (lost === undefined ? undefined : ledgerLost(lost, options.project));
    const next =
      why === undefined ? nextCommand(at, half, died, waiting) : ['PLANS_GONE', 'LEDGER_LOST'].includes(why.id) ? why.next : 'tidemark rollback --to-common';
    const scripts = there && at === undefined ? await scriptRows(session, options.project) : [];
    return {
      ledger: there,
      applied: ledger.plans.filter((p) => p.state === 'applied' && listed(p)).map((p) => ({ plan: p.name, module: p.module, at: p.appliedAt, how: p.how })),
      pending: waiting,
      half: half.filter((h) => listed({ module: moduleOf(h.plan) })),
      ahead: work.ahead,
      held: work.held,
      running: at ?? ledger.running,
      died,
      scripts: scripts.filter((s) => s.state === 'started').map((s) => ({ script: s.name, since: s.startedAt })),
      warnings: warning === undefined ? [] : [`${warning}; apply and rollback want --accept-copy once`],
      apart: why?.message,
      next: next === undefined ? undefined : acceptingCopy(next, warning),
    };
  });
}

function compared(chains: Chains, ledger: Ledger, modules: readonly string[] | undefined): { work: Pending; apart: TidemarkError | undefined } {
  try {
    return { work: pending(chains, ledger, { modules }), apart: undefined };
  } catch (error) {
    if (!(error instanceof TidemarkError) || !['CHAIN_DIVERGED', 'PLAN_EDITED', 'PLANS_GONE'].includes(error.id)) throw error;
    return { work: { todo: [], ahead: [], held: ledger.held.map((p) => p.name) }, apart: error };
  }
}

function nextCommand(at: RunRow | undefined, half: readonly HalfPlan[], died: Died | undefined, waiting: Status['pending']): string | undefined {
  if (at !== undefined) return at.elsewhere ? `ask the primary: ${ON_A_REPLICA}` : 'wait: a run is at work';
  if (died !== undefined) return died.next;
  if (half.length > 0) return half[0]!.way === 'up' ? 'tidemark apply' : 'tidemark rollback';
  const stuck = waiting.filter((p) => p.unacknowledged.length > 0);
  if (stuck.length > 0) return acknowledging(stuck.map((p) => ({ plan: p.plan, codes: p.unacknowledged })));
  return waiting.length > 0 ? 'tidemark apply' : undefined;
}
