// Owns the refusal of plans that touch what a target has otherwise than the plans say: they were proved on something else.
import { addressOf, keyOf, type Key } from '../../../catalog/address.ts';
import type { Catalog } from '../../../catalog/catalog.ts';
import { EXIT, TidemarkError } from '../../../errors.ts';
import type { PlanFile, PlanSegment } from '../../../format/plan.generated.ts';
import { keyOfText } from '../../introspect/look.ts';
import type { Standing } from '../../ledger/exceptions.ts';

/** Throws ACCEPTED_DIFFERENCE naming the plan and the object. */
export function assertNotAccepted(plan: PlanFile, segments: readonly PlanSegment[], standing: readonly Standing[], live: Catalog): void {
  const accepted = standing.filter((e) => e.kind === 'accepted');
  if (accepted.length === 0) return;
  const steps = segments.flatMap((s) => s.steps);
  const keys = (texts: readonly string[]): Set<Key> => new Set(texts.map(keyOfText));
  const gone = keys(steps.flatMap((s) => s.breaks ?? []));
  const changed = keys(steps.flatMap((s) => [...(s.alters ?? []), ...(s.breaks ?? [])]));
  const touched: Touched = { any: keys(steps.flatMap((s) => [...(s.makes ?? []), ...(s.alters ?? []), ...(s.breaks ?? [])])), gone, changed };
  const needed = new Set(steps.flatMap((s) => s.needs ?? []).map(keyOfText));
  const met = accepted.filter((e) => isTouched(e, touched, live) || (e.found === null && needed.has(e.key)));
  if (met.length === 0) return;
  const [first] = met;
  throw new TidemarkError(
    'ACCEPTED_DIFFERENCE',
    `${plan.plan} touches ${first!.address}, which this target has otherwise than the plans say (accepted when it was taken over); nothing was changed`,
    {
      at: { object: first!.address },
      details: met.map((e) => `${e.address}: ${says(e.planned)} in the plans, ${says(e.found)} here; accepted by ${e.role}`),
      next: 'make it on the target what the plans say, then tidemark baseline --recheck',
      exit: EXIT.decide,
    },
  );
}

interface Touched {
  readonly any: ReadonlySet<Key>;
  readonly gone: ReadonlySet<Key>;
  readonly changed: ReadonlySet<Key>;
}

/** The object itself, what it lives in when that goes, what it leans on, or what lives in it. */
function isTouched(e: Standing, touched: Touched, live: Catalog): boolean {
  if (touched.any.has(e.key)) return true;
  if (homesOf(e.key, live).some((key) => touched.gone.has(key))) return true;
  if (live.edges.some((edge) => edge.from === e.key && edge.how !== 'soft' && edge.how !== 'within' && touched.changed.has(edge.to))) return true;
  if ([...touched.any].some((key) => homesOf(key, live).includes(e.key))) return true;
  // What is not there has nothing living in it: names within its own tell.
  const { names } = addressOf(e.key);
  const inside = (key: Key): boolean => {
    const at = addressOf(key).names;
    return names.length > 1 && at.length > names.length && names.every((n, i) => n === at[i]);
  };
  return e.found === null && [...touched.any].some(inside);
}

function homesOf(key: Key, live: Catalog): Key[] {
  const out: Key[] = [];
  for (let o = live.objects.get(key); o?.within !== undefined; o = live.objects.get(out.at(-1)!)) out.push(keyOf(o.within));
  return out;
}

function says(attrs: Standing['planned']): string {
  if (attrs === null) return 'nothing';
  const text = Object.entries(attrs).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
  return text.length === 0 ? 'there' : text.join(', ');
}
