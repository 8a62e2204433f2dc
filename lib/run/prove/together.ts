// Proves neighbouring plans that only make: all up, all down in reverse, read at the two ends. What each leaves is told from those.
import type { Catalog } from '../../catalog/catalog.ts';
import { statesBetween } from '../../plan/document/boundaries.ts';
import type { Segment } from '../../plan/step.ts';
import { introspect, reread } from '../introspect/introspect.ts';
import type { Session } from '../session/session.ts';
import { mustEqual } from './equal.ts';
import { flatten, told, type Proof } from './prove.ts';
import { compareRows, readFiles, readRows, rewritten } from './rows.ts';
import { careful } from './run-segments.ts';
import { seedRows } from './seed.ts';
import { wayByRenamings, type WayOptions } from './way.ts';

export interface Together {
  /** Stands at `base`, and does so again afterwards; with `stay: 'unread'` at the end of the last part. */
  readonly session: Session;
  readonly stay: 'base' | 'unread';
  readonly base: Catalog;
  readonly parts: readonly (readonly Segment[])[];
  /** Before each part runs for the first time. */
  readonly before: (part: number) => Promise<void>;
  readonly options: WayOptions;
}

/**
 * One segment, and nothing that is there already is changed or dropped: then no step does anything that it does not say, and what
 * lies between two such plans need not be read.
 */
export function onlyMakes(segments: readonly Segment[]): boolean {
  const steps = segments.flatMap((s) => s.steps);
  const made = new Set(steps.flatMap((s) => s.makes));
  return segments.length === 1 && steps.every((s) => s.breaks.length === 0 && s.alters.every((k) => made.has(k)));
}

/** Undefined where the states between cannot be told: the session stands at the base again, and each part is to be proved by itself. */
export async function proveTogether(input: Together): Promise<Proof[] | undefined> {
  const { session, base, parts } = input;
  const options: WayOptions = { ...input.options, using: new Map(), back: true };
  const wayBack = async (from: Catalog, to: Catalog): Promise<Segment[]> => flatten(await wayByRenamings(session, from, to, [], options));
  await session.run('SET check_function_bodies = off');
  const emptied = new Set<string>();
  const seen: Pick<Proof, 'rows' | 'rewritten'>[] = [];
  for (const [n, up] of parts.entries()) {
    await input.before(n);
    const seeded = await seedRows(session, up);
    const [rows, files] = [await readRows(session), await readFiles(session)];
    await careful(session, up, 'up', emptied);
    compareRows(rows, await readRows(session), up, emptied);
    seen.push({ rows: seeded.reason ?? told(seeded.rows, emptied), rewritten: rewritten(files, await readFiles(session)) });
  }
  const end = await (input.stay === 'unread' ? reread : introspect)(session);
  const states = statesBetween(base, end, parts.flat());
  if (states === undefined) {
    await careful(session, await wayBack(end, base), 'down', emptied);
    mustEqual(await reread(session), base, 'the way down');
    return undefined;
  }
  const boundaries = [base, ...states];
  const downs: Segment[][] = [];
  for (const n of parts.keys()) downs.push(await wayBack(boundaries[n + 1]!, boundaries[n]!));
  for (const down of [...downs].reverse()) await careful(session, down, 'down', emptied);
  mustEqual(await reread(session), base, 'the way down');
  if (input.stay !== 'base') for (const up of parts) await careful(session, up, 'up, after the way down', emptied);
  return parts.map((_, n) => ({ target: boundaries[n + 1]!, undo: [[]], down: downs[n]!, boundaries: boundaries.slice(n, n + 2), ...seen[n]! }));
}
