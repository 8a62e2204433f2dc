// Owns the question whether a target whose ledger knows no plan of this project has what its plans make all the same: the ledger was
// dropped, or not restored with the rest, or the project has another name now. "Nothing applied" would look like a database in order.
import { addressOf, show, type Key } from '../../catalog/address.ts';
import { TidemarkError } from '../../errors.ts';
import type { PlanFile } from '../../format/plan.generated.ts';
import { spelledOut } from '../../plan/document/touches.ts';
import { hasLedger } from '../ledger/ledger.ts';
import { keyOfText, lookAt, outcome, type Objects } from '../introspect/look.ts';
import type { Session } from '../session/session.ts';
import type { Chains } from './pending.ts';

export interface MadeBefore {
  readonly plan: string;
  /** What of it is there, as addresses. */
  readonly objects: readonly string[];
  /** Projects that the ledger has plans of. */
  readonly others: readonly string[];
}

/** Undefined: nothing that the first plans of the chains make is there. */
export async function madeBefore(session: Session, chains: Chains, project: string): Promise<MadeBefore | undefined> {
  const firsts = [...chains.values()].flatMap((chain) => chain.slice(0, 1)).map((stored) => stored.content());
  // A schema or an extension may be anybody's, and a plan takes it as it is.
  const makes = firsts.map((p) => p.up.flatMap((s) => s.steps.flatMap((step) => step.makes ?? [])).filter((t) => !/^(schema|extension) /.test(t)));
  const there = await lookAt(session, makes.flat().map(keyOfText));
  for (const [n, texts] of makes.entries()) {
    const objects = [...new Set(texts)].filter((t) => there.has(keyOfText(t)));
    if (objects.length > 0) return { plan: firsts[n]!.plan, objects, others: await othersIn(session, project) };
  }
  return undefined;
}

/** For a module whose chain does not begin with a baseline: what of each of its plans, in their order, is there by name. What it is like is compared later. */
export function whichAreHere(module: string, plans: readonly PlanFile[], live: Objects): TidemarkError {
  const standing = new Set<Key>();
  const details: string[] = [];
  let newest: PlanFile | undefined;
  let some = false;
  for (const plan of plans) {
    for (const segment of spelledOut(plan).up) for (const [key, there] of outcome(segment)) standing[there ? 'add' : 'delete'](key);
    const gone = [...standing].filter((key) => !live.has(key)).map((key) => show(addressOf(key)));
    if (gone.length === 0 && standing.size > 0) newest = plan;
    some ||= gone.length < standing.size;
    const lacks = gone.length === 1 ? `${gone[0]!} is not here` : `${gone[0]!} and ${gone.length - 1} more are not here`;
    details.push(`- ${plan.plan}: ${gone.length === 0 ? 'all that it leaves is here' : lacks}`);
  }
  return new TidemarkError('BASELINE_TO', `the chain of module ${module} does not begin with a baseline: which of its plans has this database already?`, {
    exit: 3,
    details,
    next:
      newest !== undefined
        ? `tidemark baseline --to ${newest.plan}`
        : some
          ? 'tidemark diff --from <database> --to plans: none of them is whole here'
          : 'tidemark apply: nothing of them is here',
  });
}

export function ledgerLost({ plan, objects, others }: MadeBefore, project: string): TidemarkError {
  const knows = others.length === 0 ? 'no ledger here has a plan' : `the ledger has plans of ${others.join(', ')} and none`;
  const renamed = others.length === 0 ? '' : `where the project was called ${others.join(' or ')}, say so with project in the config; else `;
  return new TidemarkError('LEDGER_LOST', `${knows} of project ${JSON.stringify(project)}, and ${objects[0]!}, which ${plan} makes, is there`, {
    exit: 3,
    at: { object: objects[0]! },
    next: `${renamed}restore schema tidemark from the backup; without one tidemark baseline takes over what is there`,
  });
}

async function othersIn(session: Session, project: string): Promise<string[]> {
  if (!(await hasLedger(session))) return [];
  const rows = await session.rows<{ project: string }>(
    `SELECT DISTINCT project FROM tidemark.plans WHERE project NOT IN ('tidemark', $1) AND state <> 'rolled back' ORDER BY 1`,
    [project],
  );
  return rows.map((r) => r.project);
}
