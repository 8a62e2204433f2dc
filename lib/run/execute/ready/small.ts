// Owns what need not be accepted on this target: hazards that last as long as a table is large, where it is small here.
import type { Policy } from '../../../hazards/policy.ts';
import { look } from '../../introspect/look.ts';
import { sizes } from '../../introspect/sizes.ts';
import type { Session } from '../../session/session.ts';
import { reach } from '../reach.ts';
import type { Unacknowledged } from './acknowledged.ts';
import type { Ahead } from './ready.ts';

/**
 * Those of `open` that the sizes of this target's tables do not settle. The statements are judged in the state they will meet here,
 * once as on large tables and once with the sizes: what only the first finds unsafe is settled.
 */
export async function unsettled(
  open: readonly Unacknowledged[],
  ahead: readonly Ahead[],
  session: Session,
  policy: Policy | undefined,
): Promise<readonly Unacknowledged[]> {
  const limit = policy?.safeBelow;
  if (open.length === 0 || policy === undefined || (limit?.rows === undefined && limit?.bytes === undefined)) return open;
  const { classify } = await import('../../../hazards/classify.ts');
  const around = reach(
    [],
    ahead.map((a) => a.plan),
  );
  const before = await look(session, undefined, around);
  const groups = ahead.flatMap((a) => a.segments.map((s) => ({ transaction: s.transaction, statements: s.steps.map((step) => step.sql) })));
  const names = ahead.flatMap((a) => a.segments.flatMap((s) => s.steps.map((step) => `${a.plan.plan} ${step.step}`)));
  const unsafeCodes = async (with_: Policy): Promise<Set<string>[]> =>
    (await classify(groups, { before, policy: with_ })).map((c) => new Set(c.hazards.filter((h) => h.unsafe).map((h) => h.code)));
  const [large, here] = [await unsafeCodes(policy), await unsafeCodes({ ...policy, sizes: await sizes(session) })];
  const settled = new Set(names.flatMap((name, n) => [...large[n]!].filter((code) => !here[n]!.has(code as never)).map((code) => `${name} ${code}`)));
  const kept = new Set(names.flatMap((name, n) => [...here[n]!].map((code) => `${name} ${code}`)));
  return open.filter((o) => !settled.has(`${o.plan} ${o.step} ${o.code}`) || kept.has(`${o.plan} ${o.step} ${o.code}`));
}
