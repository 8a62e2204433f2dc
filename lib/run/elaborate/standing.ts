// Owns shadows that stand where a chain of plans leads. What is long to replay is kept as a pack, and packs serve every chain that
// begins alike: the next plan, another branch.
import type { PlanFile } from '../../format/plan.generated.ts';
import { sha256 } from '../../catalog/fingerprint.ts';
import type { Pack } from '../engine/pack.ts';
import { openPacks, openShadow, type Shadow, type ShadowOptions } from '../shadow/shadow.ts';
import { extensionsOf, replayPlans } from './replay.ts';

/** Steps that take longer to replay than a pack takes to write and start from. */
const LONG = 100;

/** A shadow at the state that these plans build on an empty database, in the order given. */
export async function standing(plans: readonly PlanFile[], options: ShadowOptions): Promise<Shadow> {
  const packs = options.url !== undefined || lengthOf(plans) < LONG ? undefined : await openPacks(options);
  const keys = keysOf(plans);
  let known = packs === undefined ? 0 : plans.length;
  let from: Pack | undefined;
  while (known > 0 && (from = await packs?.read(keys[known - 1]!)) === undefined) known--;
  const rest = plans.slice(known);
  const shadow = await openShadow(from === undefined ? options : { ...options, from });
  try {
    await replayPlans(shadow, rest, plans.slice(0, known));
    if (packs === undefined || lengthOf(rest) < LONG) return shadow;
    const pack = await shadow.snapshot();
    await packs.write(keys.at(-1)!, pack);
    return await openShadow({ ...options, from: pack });
  } catch (error) {
    await shadow.close();
    throw error;
  }
}

/** Per plan: what names the state after it and the plans before. */
function keysOf(plans: readonly PlanFile[]): string[] {
  let key = 'base';
  return plans.map((p) => (key = sha256([key, p.seal, ...extensionsOf([p])].join(' '))));
}

function lengthOf(plans: readonly PlanFile[]): number {
  return plans.reduce((n, p) => n + p.up.reduce((m, s) => m + s.steps.length, 0), 0);
}
