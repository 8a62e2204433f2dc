// Replays the steps of committed plans on a shadow, at their real commit boundaries and with their real text.
import { TidemarkError } from '../../errors.ts';
import type { PlanFile } from '../../format/plan.generated.ts';
import { madeWithout } from '../../plan/chains/made-without.ts';
import { subjectOf } from '../../plan/document/touches.ts';
import { batch } from '../session/batch.ts';
import { refuseForbidden } from '../shadow/forbidden.ts';
import type { Session } from '../session/session.ts';
import { stub, stubRoles } from '../shadow/stubs.ts';

/** A plan's segment, as read from a file or as planned. */
export interface ReplaySegment {
  readonly transaction: boolean;
  readonly steps: readonly { readonly sql: string; readonly step?: string; readonly does?: string }[];
}

// What apply sets too: unqualified names of hand-written steps mean public, and bodies may speak of what comes later.
const settings = ['SET search_path = public', 'SET check_function_bodies = off'];

/**
 * Runs segments on a shadow, never on a target. `plan` names them in errors, `others` the plans that it was made without.
 * @throws REPLAY_FAILED naming the step; what its transaction did before is rolled back
 */
export async function replaySql(session: Session, segments: readonly ReplaySegment[], plan?: string, others?: () => readonly string[]): Promise<void> {
  const steps = segments.flatMap((s) => s.steps);
  const texts = steps.map((s) => s.sql);
  await refuseForbidden(steps.map((s) => ({ sql: s.sql, file: plan })));
  await stub(session, texts);
  await stubRoles(session, texts);
  const lines: { sql: string; of?: ReplaySegment['steps'][number]; inside: boolean }[] = settings.map((sql) => ({ sql, inside: false }));
  for (const { transaction, steps: own } of segments) {
    if (transaction) lines.push({ sql: 'BEGIN', inside: false });
    for (const step of own) lines.push({ sql: step.sql, of: step, inside: transaction });
    if (transaction) lines.push({ sql: 'COMMIT', inside: true });
  }
  const { failed } = await batch(
    session,
    lines.map((l) => l.sql),
  );
  if (failed === undefined) return;
  const line = lines[failed.index]!;
  if (line.inside) await session.run('ROLLBACK');
  const name = line.of?.step ?? line.of?.does ?? line.sql;
  const { error } = failed;
  const without = others?.().slice(-3) ?? [];
  throw new TidemarkError('REPLAY_FAILED', `the shadow refuses "${name}"${plan === undefined ? '' : ` of plan ${plan}`}: ${error.message}`, {
    at: { file: plan, object: subjectOf(name) },
    details: [
      line.sql,
      ...[error.detail, error.hint].filter((d): d is string => d !== undefined && d !== ''),
      ...without.map((name) => `${plan} was made without ${name}, which runs before it`),
    ],
    ...(without.length === 0 ? {} : { next: `tidemark plan --rebase ${plan}, or, where that one is applied already, ${without.join(' ')}` }),
    cause: error,
  });
}

/** The up of each plan, in the order given. `before`: those that have run. */
export async function replayPlans(session: Session, plans: readonly PlanFile[], before: readonly PlanFile[] = []): Promise<void> {
  for (const [i, plan] of plans.entries()) await replaySql(session, plan.up, plan.plan, () => madeWithout(plan, [...before, ...plans.slice(0, i)]));
}

/** The extensions that plans create. */
export function extensionsOf(plans: readonly PlanFile[]): string[] {
  const steps = plans.flatMap((p) => p.up).flatMap((s) => s.steps);
  return steps.flatMap((s) => /^CREATE EXTENSION (?:IF NOT EXISTS )?"((?:[^"]|"")+)"/i.exec(s.sql)?.[1]?.replaceAll('""', '"') ?? []);
}
