// Owns the two ends of a way to plan: what the definitions want, and where the plans lead, each read on a shadow.
import type { Catalog } from '../../catalog/catalog.ts';
import type { Definitions } from '../../desired/authored.ts';
import type { PlanFile } from '../../format/plan.generated.ts';
import { elaborate } from '../elaborate/elaborate.ts';
import { plannedExtensions } from '../elaborate/sources.ts';
import { standing } from '../elaborate/standing.ts';
import { introspect } from '../introspect/introspect.ts';
import { openShadow, type Shadow, type ShadowOptions } from '../shadow/shadow.ts';

export interface Ends {
  /** Empty. */
  readonly definer: Shadow;
  /** Stands where the plans lead. */
  readonly prover: Shadow;
  readonly defined: Catalog;
  readonly base: Catalog;
  close(): Promise<void>;
}

/** `only`: the definitions of these modules. Throws what elaborate and replay throw. */
export async function readEnds(definitions: Definitions, plans: readonly PlanFile[], shadow: ShadowOptions, only?: ReadonlySet<string>): Promise<Ends> {
  const extensions = [...new Set([...definitions.extensions, ...plannedExtensions({ is: 'plans', plans })])];
  const [definer, prover] = await openBoth(plans, { ...shadow, extensions, roles: definitions.roles });
  const close = async (): Promise<void> => void (await Promise.all([definer.close(), prover.close()]));
  try {
    const defining = elaborate(definitions, definer, only);
    // Of one shadow both would speak at once.
    if (definer === prover) await defining;
    const [defined, base] = await Promise.all([defining, introspect(prover)]);
    return { definer, prover, defined, base, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Without plans one shadow is both: definitions leave nothing behind. */
async function openBoth(plans: readonly PlanFile[], options: ShadowOptions): Promise<[Shadow, Shadow]> {
  if (plans.length > 0 || options.url !== undefined) return Promise.all([openShadow(options), standing(plans, options)]);
  const one = await openShadow(options);
  return [one, one];
}
