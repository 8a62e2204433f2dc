// Owns planning the links of a target on the plans it has; or, ahead, on those it will have.
import { EXIT, TidemarkError } from '../../../errors.ts';
import type { PlanFile } from '../../../format/plan.generated.ts';
import { moduleOf } from '../../../plan/chains/owners.ts';
import type { Proposal, ProposeInput } from '../../../run/prove/propose.ts';
import type { Project } from '../../project.ts';
import type { Row } from './here.ts';

export type Narrowed = NonNullable<ProposeInput['narrowed']>;

/** The proposal for these modules on a target that has exactly these plans; undefined where another state was planned on. */
export type Ahead = (rows: readonly Row[], modules: readonly string[]) => Promise<Proposal | undefined>;

/** Throws LINKS_NEED, and what propose throws. */
export async function proposed(
  project: Project,
  plans: readonly PlanFile[],
  modules: readonly string[],
  options: { readonly onPlan?: (event: { readonly doing: string }) => void },
  narrowed?: Narrowed,
): Promise<Proposal> {
  const { propose } = await import('../../../run/prove/propose.ts');
  try {
    return await propose({
      definitions: await project.definitions(),
      plans,
      modules,
      floor: project.floor,
      online: project.config.online ?? true,
      policy: project.policy,
      ignore: project.config.ignore,
      shadow: project.shadowOptions(),
      ...(narrowed === undefined ? {} : { narrowed }),
      ...(options.onPlan === undefined ? {} : { on: options.onPlan }),
    });
  } catch (error) {
    if (!(error instanceof TidemarkError) || error.id !== 'SUBSET_INCOMPLETE') throw error;
    throw new TidemarkError('LINKS_NEED', `${error.message}; links lean on what is applied here`, {
      exit: EXIT.decide,
      cause: error,
      next: `tidemark plan, and tidemark db:migrate when its plans are reviewed`,
    });
  }
}

/** For a target that will have all plan files and nothing else. What goes wrong is met again, and told, on what is there then. */
export async function proposeAhead(project: Project): Promise<Ahead> {
  const all = (await project.definitions()).modules.filter(project.inLedger).sort();
  const { chain } = await project.chain();
  const known = stateOf(
    chain.map((p) => ({ module: moduleOf(p), seal: p.seal })),
    all,
  );
  const proposal = all.length === 0 ? undefined : proposed(project, chain, all, {});
  proposal?.catch(() => undefined);
  return async (rows, modules) => (stateOf(rows, modules) === known ? proposal?.catch(() => undefined) : undefined);
}

const stateOf = (rows: readonly Row[], modules: readonly string[]): string => JSON.stringify([rows.map((r) => r.seal).sort(), modules]);
