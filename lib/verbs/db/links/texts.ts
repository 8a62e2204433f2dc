// Owns what a proposal for links becomes: plans numbered after the newest on the target, sealed, with what was decided in them.
import type { PlanFile } from '../../../format/plan.generated.ts';
import { moduleOf } from '../../../plan/chains/owners.ts';
import type { Proposal } from '../../../run/prove/propose.ts';
import { composed } from '../../plan.ts';
import type { Decision } from './decide.ts';
import type { Here } from './here.ts';

/** The plans as the ledger keeps them: numbered after the newest here, sealed, with what was decided as acknowledgements. */
export async function texts(proposal: Proposal, here: Here, options: Decision): Promise<{ readonly text: string; readonly seal: string }[]> {
  const { writePlan } = await import('../../../format/write.ts');
  const { sealIn } = await import('../../../format/seal.ts');
  const codes = proposal.parts.flatMap((p) => p.document.up.flatMap((s) => s.steps.flatMap((step) => (step.hazards ?? []).map((h) => h.code))));
  const reason = options.executeAll === true ? 'db:sync-links --execute-all' : 'decided at db:sync-links';
  const newest = new Map(here.plans.map((p) => [moduleOf(p), { plan: p.plan, seal: p.seal }]));
  const out: { text: string; seal: string }[] = [];
  const done: PlanFile[] = [];
  for (const part of proposal.parts) {
    const content = composed(part, newest, here.plans, done, { allow: codes, reason });
    const text = writePlan(content);
    const sealed: PlanFile = { ...content, seal: sealIn(text)! };
    newest.set(moduleOf(sealed), { plan: sealed.plan, seal: sealed.seal });
    done.push(sealed);
    out.push({ text, seal: sealed.seal });
  }
  return out;
}
