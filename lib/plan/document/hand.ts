// What a person wrote into a plan: which steps are not the planner's, and what those do, read from the catalogs around them.
import { keyOf, type Key } from '../../catalog/address.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { diff } from '../../catalog/diff.ts';
import type { PlanSegment } from '../../format/plan.generated.ts';
import type { Segment, Step } from '../step.ts';

/** Steps that carry the mark, and unless only those are asked for, steps whose statement the planner would not write for the same way. */
export function handSteps(stored: readonly PlanSegment[], planned: readonly Segment[], onlyMarked = false): ReadonlySet<number> {
  const ours = new Set(planned.flatMap((s) => s.steps).map((s) => s.sql));
  const all = stored.flatMap((s) => s.steps);
  return new Set(all.flatMap((s, i) => (s.hand === true || (!onlyMarked && !ours.has(s.sql)) ? [i] : [])));
}

/** Is any step of these a person's? Such a step need not say all that it does. */
export function hasHand(segments: readonly PlanSegment[]): boolean {
  return segments.some((s) => s.steps.some((step) => step.hand === true));
}

/** Segments whose hand-written steps say what they make, alter and break. `boundaries`: the state before each segment and after the last. */
export function retouched(segments: readonly Segment[], hand: ReadonlySet<number>, boundaries: readonly Catalog[]): Segment[] {
  let n = 0;
  return segments.map((s, i) => {
    const own = s.steps.map((step) => ({ step, hand: hand.has(n++) }));
    if (!own.some((o) => o.hand)) return s;
    const [start, end] = [boundaries[i]!, boundaries[i + 1]!];
    const steps = own.map((o) => (o.hand ? truthful(o.step, start, end) : o.step));
    const left = unclaimed(steps, start, end);
    const last = own.map((o) => o.hand).lastIndexOf(true);
    const step = steps[last]!;
    steps[last] = { ...step, makes: merged(step.makes, left.makes), alters: merged(step.alters, left.alters), breaks: merged(step.breaks, left.breaks) };
    return { ...s, steps };
  });
}

function truthful(step: Step, start: Catalog, end: Catalog): Step {
  const makes = step.makes.filter((k) => end.objects.has(k));
  return {
    ...step,
    makes,
    alters: step.alters.filter((k) => end.objects.has(k)),
    breaks: step.breaks.filter((k) => start.objects.has(k) && (!end.objects.has(k) || makes.includes(k))),
  };
}

/** Differences between two boundaries that no step speaks of, less what goes with its parent. */
function unclaimed(steps: readonly Step[], start: Catalog, end: Catalog): Pick<Step, 'makes' | 'alters' | 'breaks'> {
  const changes = diff(start, end);
  const of = (is: 'create' | 'drop' | 'alter', catalog: Catalog, claimed: readonly Key[]): Key[] => {
    const keys = new Set(changes.filter((c) => c.is === is).map((c) => c.key));
    const known = new Set([...claimed, ...keys]);
    const rides = (key: Key): boolean => {
      const within = catalog.objects.get(key)?.within;
      if (within !== undefined && (known.has(keyOf(within)) || rides(keyOf(within)))) return true;
      return catalog.edges.some((e) => e.from === key && (e.how === 'auto' || e.how === 'owned') && known.has(e.to));
    };
    return [...keys].filter((k) => !claimed.includes(k) && (is === 'alter' || !rides(k)));
  };
  return {
    makes: of(
      'create',
      end,
      steps.flatMap((s) => s.makes),
    ),
    breaks: of(
      'drop',
      start,
      steps.flatMap((s) => s.breaks),
    ),
    // What is made anew in the same segment is not altered besides.
    alters: of(
      'alter',
      end,
      steps.flatMap((s) => [...s.makes, ...s.alters]),
    ),
  };
}

function merged(a: readonly Key[], b: readonly Key[]): Key[] {
  return [...new Set([...a, ...b])];
}
