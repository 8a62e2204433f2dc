// Owns the question whether the encoding of a database has the characters of plans: names with others cannot even be asked about.
import { TidemarkError } from '../../../errors.ts';
import type { PlanFile, PlanSegment } from '../../../format/plan.generated.ts';
import { subjectOf } from '../../../plan/document/touches.ts';
import { serverSays } from '../../session/server-says.ts';
import type { ServerError, Session } from '../../session/session.ts';

/** Before anything is asked by name. Throws ENCODING_LACKS with the first step that does not fit. */
export async function assertEncodable(session: Session, all: readonly { readonly plan: PlanFile; readonly segments: readonly PlanSegment[] }[]): Promise<void> {
  const [row] = await session.rows<{ encoding: string }>(`SELECT pg_catalog.current_setting('server_encoding') AS encoding`);
  if (row!.encoding === 'UTF8') return;
  for (const { plan, segments } of all) {
    for (const step of segments.flatMap((s) => s.steps)) {
      const strange = [...new Set(step.sql.replace(/[\0-\x7f]/g, ''))].join('');
      if (strange === '') continue;
      await session.rows('SELECT pg_catalog.length($1::pg_catalog.text) AS n', [strange]).catch((error: unknown) => {
        if (!['22P05', '22021'].includes((error as ServerError).code ?? '')) throw error;
        throw new TidemarkError('ENCODING_LACKS', `${plan.plan} cannot run on a database in ${row!.encoding}: ${serverSays(error)}; nothing was changed`, {
          at: { object: subjectOf(step.step) },
          cause: error,
          next: 'use a database in UTF8, or plan without these characters',
          exit: 3,
        });
      });
    }
  }
}
