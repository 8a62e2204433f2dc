// Owns the question whether a transaction's locks fit into the server's lock table, which all sessions share: when it is full,
// other people's queries fail too.
import { addressOf } from '../../../catalog/address.ts';
import { TidemarkError } from '../../../errors.ts';
import type { PlanFile, PlanSegment } from '../../../format/plan.generated.ts';
import { keyOfText } from '../../introspect/look.ts';
import type { Session } from '../../session/session.ts';

/** Before the first write. Throws LOCK_TABLE_FULL naming the setting. */
export async function assertLocksFit(session: Session, all: readonly { readonly plan: PlanFile; readonly segments: readonly PlanSegment[] }[]): Promise<void> {
  const most = all
    .flatMap(({ plan, segments }) => segments.filter((s) => s.transaction).map((s) => ({ plan, locks: locksOf([s]) })))
    .reduce((a, b) => (b.locks > a.locks ? b : a), { plan: all[0]?.plan, locks: 0 });
  if (most.locks < few) return;
  const { free, sessions } = await room(session);
  if (most.locks <= free) return;
  throw new TidemarkError(
    'LOCK_TABLE_FULL',
    `${most.plan!.plan} locks about ${most.locks} relations in one transaction, and the server's lock table has room for about ${free}; nothing was changed`,
    {
      exit: 3,
      at: { object: most.plan!.plan },
      next: `raise max_locks_per_transaction to ${Math.ceil((most.locks * 1.25) / sessions / 64) * 64 + 64} and restart the server, or plan the change in parts`,
    },
  );
}

/** Do the locks of all these segments fit at once? */
export async function fitAtOnce(session: Session, segments: readonly PlanSegment[]): Promise<boolean> {
  const locks = locksOf(segments);
  return locks < few || locks <= (await room(session)).free;
}

/** No server is too small for these. */
const few = 500;

/** Relations that steps name, an index for each key, and what a new table keeps beside itself. */
function locksOf(segments: readonly PlanSegment[]): number {
  const found = new Set<string>();
  for (const step of segments.flatMap((s) => s.steps)) {
    for (const text of [...(step.makes ?? []), ...(step.alters ?? []), ...(step.breaks ?? []), ...(step.needs ?? [])]) {
      const { kind, names } = addressOf(keyOfText(text));
      if (names.length >= 2) found.add(JSON.stringify(names.slice(0, 2)));
      if (kind.endsWith('constraint')) found.add(text);
    }
  }
  return found.size;
}

async function room(session: Session): Promise<{ free: number; sessions: number }> {
  const [row] = await session.rows<{ each: number; sessions: number; taken: number }>(
    `SELECT pg_catalog.current_setting('max_locks_per_transaction')::pg_catalog.int4 AS each,
       pg_catalog.current_setting('max_connections')::pg_catalog.int4 + pg_catalog.current_setting('max_prepared_transactions')::pg_catalog.int4 AS sessions,
       (SELECT pg_catalog.count(*)::pg_catalog.int4 FROM pg_catalog.pg_locks) AS taken`,
  );
  return { free: Math.max(0, row!.each * row!.sessions - row!.taken), sessions: row!.sessions };
}
