// Owns the question whether the record of a module is gone from the ledger while its plans stand there: against nothing, everything looks in sync.
import { addressOf, show, type Key } from '../../catalog/address.ts';
import { TidemarkError } from '../../errors.ts';
import type { PlanFile } from '../../format/plan.generated.ts';
import { hasHand } from '../../plan/document/hand.ts';
import { owners } from '../../plan/chains/owners.ts';
import type { Session } from '../session/session.ts';
import { anew } from './access.ts';
import type { Ledger } from './ledger.ts';
import type { Recorded } from './recorded.ts';

/** Throws LEDGER_DAMAGED with the first table that plans made and no record has. Plans are read where a module has no record at all. */
export async function assertRecordThere(session: Session, ledger: Ledger, recorded: Recorded): Promise<void> {
  const known = new Set([...recorded.objects.values()].map((o) => o.module));
  const without = new Set(ledger.plans.map((p) => p.module).filter((module) => !known.has(module)));
  if (without.size === 0) return;
  const { copiesOf } = await import('./copies.ts');
  const plans = await copiesOf(session, ledger.plans);
  const accepted = new Set(recorded.exceptions.map((e) => e.key));
  for (const [key, module] of tablesOf(plans)) {
    if (!without.has(module) || recorded.objects.has(key) || accepted.has(key)) continue;
    throw new TidemarkError('LEDGER_DAMAGED', `the ledger has plans of ${module} and no record of what they made, ${show(addressOf(key))} for one`, {
      exit: 3,
      at: { object: 'tidemark.objects' },
      next: anew,
    });
  }
}

/** The tables that stand when these have run, and whose they are. What a person wrote may do what it does not say. */
function tablesOf(plans: readonly PlanFile[]): readonly (readonly [Key, string])[] {
  return plans.some((p) => hasHand(p.up)) ? [] : [...owners(plans)].filter(([key]) => addressOf(key).kind === 'table');
}
