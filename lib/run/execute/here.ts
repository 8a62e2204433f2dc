// Owns chains that live on a target: the plans of a ledger module are the text the ledger keeps, followed by what was just planned.
import { EXIT, TidemarkError } from '../../errors.ts';
import { readPlan } from '../../format/read.ts';
import type { StoredPlan } from '../../format/plans-read.ts';
import { sealIn } from '../../format/seal.ts';
import type { PlanFile } from '../../format/plan.generated.ts';
import { builtFrom } from '../../plan/chains/checkpoint.ts';
import { spelledOut } from '../../plan/document/touches.ts';
import { copiesOf, nameOfCopy, readCopy } from '../ledger/copies.ts';
import { planBody, type Ledger } from '../ledger/ledger.ts';
import type { Session } from '../session/session.ts';
import { moduleOf, type Chains } from './pending.ts';

/** Which modules have no files, and what was planned for them just now. */
export interface LedgerModules {
  readonly inLedger?: ((module: string) => boolean) | undefined;
  readonly fresh?: readonly string[] | undefined;
}

/**
 * The chains of the files, and those of the ledger. Throws LEDGER_MOVED when a fresh plan was made on something else than
 * is here now, and LEDGER_DAMAGED for a text that was changed by hand.
 */
export async function chainsHere(session: Session, files: Chains, ledger: Ledger, { inLedger, fresh = [] }: LedgerModules): Promise<Chains> {
  if (inLedger === undefined) return files;
  const chains = new Map(files);
  for (const row of ledger.plans.filter((p) => inLedger(p.module))) {
    const plan = stored(await planBody(session, row.id), nameOfCopy(row), (text) => readCopy(text, row));
    chains.set(row.module, [...(chains.get(row.module) ?? []), plan]);
  }
  for (const text of fresh) {
    const plan = stored(text, 'the plan', (fresh) => readPlan(fresh, 'the plan'));
    const chain = chains.get(moduleOf(plan.plan)) ?? [];
    // Somebody else planned and applied the same meanwhile.
    if (chain.some((p) => p.seal === plan.seal)) continue;
    if (chain.at(-1)?.seal !== plan.parent?.seal) {
      throw new TidemarkError('LEDGER_MOVED', `the plans of ${moduleOf(plan.plan)} on this target changed while it was planned`, {
        exit: EXIT.decide,
        next: 'tidemark db:sync-links',
      });
    }
    chains.set(moduleOf(plan.plan), [...chain, plan]);
  }
  return chains;
}

function stored(text: string, file: string, read: (text: string) => PlanFile): StoredPlan {
  const plan = spelledOut(read(text));
  return {
    plan: plan.plan,
    name: plan.plan.slice(plan.plan.indexOf('/') + 1),
    file,
    text,
    seal: sealIn(text)!,
    parent: plan.parent,
    checkpoint: plan.checkpoint,
    content: () => plan,
  };
}

/** Every plan that is applied here, in the order it was, as the ledger keeps it. */
export async function appliedHere(session: Session, ledger: Ledger): Promise<PlanFile[]> {
  return builtFrom(
    await copiesOf(
      session,
      ledger.plans.filter((p) => p.state === 'applied'),
    ),
  );
}
