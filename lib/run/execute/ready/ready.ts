// Owns everything that can be known on the target before the first write, in the order in which plans will run.
import type { Key } from '../../../catalog/address.ts';
import type { Catalog } from '../../../catalog/catalog.ts';
import type { PlanFile, PlanSegment } from '../../../format/plan.generated.ts';
import { keyOfText } from '../../introspect/look.ts';
import type { Recorded } from '../../ledger/recorded.ts';
import type { Session } from '../../session/session.ts';
import { assertConnectionsSet } from '../step/connection.ts';
import { assertNotAccepted } from './accepted.ts';
import { stepsIn } from './acknowledged.ts';
import { assertCompressionThere } from './compression.ts';
import { assertCollationsThere } from './collations.ts';
import { assertDataFits } from './data.ts';
import { assertDependentsKnown } from './dependents.ts';
import { assertEncodable } from './encoding.ts';
import { assertLocksFit } from './locks.ts';
import { assertMayRun } from './rights.ts';
import { assertRolesThere } from './roles.ts';
import { assertTablespacesThere } from './tablespaces.ts';
import { assertUndrifted } from './undrifted.ts';

/** A plan and the segments that are to run, up or down. */
export interface Ahead {
  readonly plan: PlanFile;
  readonly segments: readonly PlanSegment[];
  /** It was left half-way: then it differs from the record by its own doing. */
  readonly half: boolean;
}

/** `rows`: those that are there now are those that the first plan will find. */
export async function assertReady(session: Session, all: readonly Ahead[], live: Catalog, recorded: Recorded, { rows = true } = {}): Promise<void> {
  const handled = new Set<Key>();
  const segments = all.flatMap((a) => a.segments);
  await assertEncodable(session, all);
  await assertRolesThere(session, segments);
  await assertCompressionThere(session, segments);
  await assertTablespacesThere(session, segments);
  await assertCollationsThere(session, segments);
  assertConnectionsSet(segments);
  if (await mayWrite(session)) await assertMayRun(session, segments);
  await assertLocksFit(session, all);
  for (const [n, { plan, segments, half }] of all.entries()) {
    if (!half) {
      assertNotAccepted(plan, segments, recorded.exceptions, live);
      assertUndrifted(plan, segments, live, recorded, handled);
      await assertDependentsKnown(session, plan, segments, live, recorded, handled);
    }
    // Later plans' checks may ask about what the earlier ones make: those run just before their plan.
    if (n === 0 && rows) await assertDataFits(session, plan, segments, { half });
    for (const step of stepsIn([...plan.up, ...segments]))
      for (const text of [...(step.makes ?? []), ...(step.alters ?? []), ...(step.breaks ?? [])]) handled.add(keyOfText(text));
  }
}

/** A role that may not make the ledger, or not write it, is told that first, by the first write. */
export async function mayWrite(session: Session): Promise<boolean> {
  const [row] = await session.rows<{ may: boolean }>(
    `SELECT CASE WHEN n.oid IS NULL THEN pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE')
       ELSE coalesce(pg_catalog.has_table_privilege(c.oid, 'INSERT'), true) END AS may
     FROM (SELECT 1) AS one LEFT JOIN pg_catalog.pg_namespace n ON n.nspname = 'tidemark' LEFT JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = 'runs'`,
  );
  return row!.may;
}
