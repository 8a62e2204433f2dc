// Owns the question whether this server was built with the compression that plans ask for: the shadow only assumes that it can.
import { TidemarkError } from '../../../errors.ts';
import type { PlanSegment } from '../../../format/plan.generated.ts';
import { subjectOf } from '../../../plan/document/touches.ts';
import type { Session } from '../../session/session.ts';

const asking = /\bcompression\s+"?lz4"?/i;

/** Before the first write. Throws COMPRESSION_MISSING with the first step that asks for it. */
export async function assertCompressionThere(session: Session, segments: readonly PlanSegment[]): Promise<void> {
  const step = segments.flatMap((s) => s.steps).find((s) => asking.test(s.sql));
  if (step === undefined) return;
  const [has] = await session.rows<{ lz4: boolean }>(
    `SELECT coalesce(pg_catalog.bool_or('lz4' = ANY (enumvals)), false) AS lz4 FROM pg_catalog.pg_settings WHERE name = 'default_toast_compression'`,
  );
  if (has!.lz4) return;
  throw new TidemarkError('COMPRESSION_MISSING', `this server was built without lz4, which "${step.step}" asks for; nothing was changed`, {
    at: { object: subjectOf(step.step) },
    next: 'take COMPRESSION lz4 out of the definition and plan again, or use a server that has it',
    exit: 3,
  });
}
