// Owns the comparison of the catalog with what a segment and its plan say they leave.
import type { PlanSegment } from '../../../format/plan.generated.ts';
import { expectedKeys, lookAt, mismatches, outcome, unexpected, type Mismatch } from '../../introspect/look.ts';
import type { PlanRow } from '../../ledger/ledger.ts';
import type { Course, Runner } from './runner.ts';

export async function verify(r: Runner, course: Course, segment: PlanSegment, state: PlanRow['state']): Promise<Mismatch[]> {
  const must = outcome(segment);
  const expected = state === 'applied' ? expectedKeys(course.plan) : [];
  if (must.size === 0 && expected.length === 0) return [];
  const live = await lookAt(r.session, [...must.keys(), ...expected]);
  return [...mismatches(live, must), ...(expected.length > 0 ? unexpected(live, course.plan) : [])];
}
