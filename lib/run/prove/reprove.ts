// Proves plan files that already exist: replays what comes before, then runs their own up, undo and down texts.
import type { Catalog } from '../../catalog/catalog.ts';
import { TidemarkError } from '../../errors.ts';
import type { PlanFile } from '../../format/plan.generated.ts';
import { evidence } from '../../plan/document/evidence.ts';
import { moduleOf, owners, ownersAfter } from '../../plan/chains/owners.ts';
import { storedSegments } from '../../plan/document/stored.ts';
import { standard } from '../../sql/as-role.ts';
import { introspect } from '../introspect/introspect.ts';
import { printerText } from '../introspect/printer.ts';
import { prove, type Proof } from './prove.ts';
import { replayPlans } from '../elaborate/replay.ts';
import { standing } from '../elaborate/standing.ts';
import type { ShadowOptions } from '../shadow/shadow.ts';
import { plannedExtensions } from '../elaborate/sources.ts';

export interface Reproved {
  readonly plan: string;
  readonly proof: Proof;
  readonly base: Catalog;
  /** The same printer printed the file's fingerprints; only then are they compared. */
  readonly comparable: boolean;
}

/** Proves each of `plans` for which `wanted` says so, in chain order; the others are only replayed. */
export async function reprove(
  plans: readonly PlanFile[],
  wanted: (plan: PlanFile) => boolean,
  options: ShadowOptions,
  on: (plan: string) => void = () => undefined,
): Promise<Reproved[]> {
  const first = plans.findIndex(wanted);
  if (first < 0) return [];
  const before = plans.slice(0, first);
  const shadow = await standing(before, { ...options, extensions: plannedExtensions({ is: 'plans', plans }), roles: rolesIn(plans) });
  try {
    const out: Reproved[] = [];
    let base: Catalog | undefined;
    const by = owners(before);
    for (const plan of plans.slice(first)) {
      if (!wanted(plan)) {
        await replayPlans(shadow, [plan], plans.slice(0, plans.indexOf(plan)));
        ownersAfter(by, plan);
        base = undefined;
        continue;
      }
      on(plan.plan);
      base ??= await introspect(shadow);
      const comparable = plan.proof.printer === printerText(base.printer);
      if (comparable && plan.base !== evidence(base, by, moduleOf(plan))) {
        throw new TidemarkError('PLAN_BASE_DIFFERS', `${plan.plan} was made on another state than the plans before it build`, {
          at: { object: plan.plan },
          next: `tidemark plan --rebase`,
          exit: 3,
        });
      }
      const proof = await prove({
        session: shadow,
        base,
        up: storedSegments(plan.up),
        down: storedSegments(plan.down),
        undo: plan.up.map((s) => (s.undo === undefined ? undefined : storedSegments(s.undo))),
        renamings: [],
        options: { floor: plan.floor, online: true, using: new Map() },
      });
      ownersAfter(by, plan);
      if (comparable && plan.target !== evidence(proof.target, by, moduleOf(plan))) {
        throw new TidemarkError('PLAN_TARGET_DIFFERS', `${plan.plan} does not end where its file says`, {
          at: { object: plan.plan },
          next: `undo the edit, or plan again: tidemark plan --rebase`,
          exit: 3,
        });
      }
      out.push({ plan: plan.plan, proof, base, comparable });
      base = proof.target;
    }
    return out;
  } finally {
    await shadow.close();
  }
}

/** Roles that statements of plans name after TO, FROM or OWNER TO: stubs, so that the shadow accepts them. */
export function rolesIn(plans: readonly PlanFile[]): string[] {
  const roles = new Set<string>();
  for (const step of plans.flatMap((p) => [...p.up, ...p.down]).flatMap((s) => s.steps)) {
    const sql = standard(step.sql);
    if (!/^(GRANT|REVOKE|ALTER|CREATE POLICY|CREATE USER MAPPING)\b/.test(sql)) continue;
    for (const m of sql.matchAll(/\b(?:TO|FROM|FOR ROLE|FOR USER|FOR|BY) ((?:"(?:[^"]|"")+"(?:, )?)+)/g)) {
      for (const name of m[1]!.matchAll(/"((?:[^"]|"")+)"/g)) roles.add(name[1]!.replaceAll('""', '"'));
    }
  }
  return [...roles];
}
