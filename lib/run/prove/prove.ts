// Runs a plan up, undone and down on a shadow that stands at its base, with rows, at real commit boundaries, and compares
// catalogs. What cannot be proved is not written.
import type { Catalog } from '../../catalog/catalog.ts';
import { spans, statesBetween } from '../../plan/document/boundaries.ts';
import { there as isThere, type Renaming } from '../../plan/renames/renames.ts';
import type { Segment } from '../../plan/step.ts';
import { introspect, reread } from '../introspect/introspect.ts';
import type { Session } from '../session/session.ts';
import { mustEqual } from './equal.ts';
import { compareRows, readFiles, readRows, rewritten } from './rows.ts';
import { careful } from './run-segments.ts';
import { seedRows } from './seed.ts';
import { inverse, wayByRenamings, type WayOptions } from './way.ts';

export interface Proof {
  readonly target: Catalog;
  /** Per up segment: the way back to the boundary before it. Empty for the last. */
  readonly undo: readonly (readonly Segment[])[];
  readonly down: readonly Segment[];
  /** Rows that were in the tables while it ran, or why there were none. */
  readonly rows: number | string;
  /** The state before each segment; the first is the base. */
  readonly boundaries: readonly Catalog[];
  /** Tables with rows whose files the way up rewrote. */
  readonly rewritten: readonly string[];
}

/** In place of a number of rows. */
export const NO_STATEMENT = 'none (no statement)';

export interface ProofInput {
  /** Stands at `base`; after a successful proof it stands at the target, or at the base again where `stay` says so. */
  readonly session: Session;
  /** `unread`: at the target, which the proof that goes on from there compares, as its base. */
  readonly stay?: 'base' | 'unread';
  readonly base: Catalog;
  readonly up: readonly Segment[];
  readonly renamings: readonly Renaming[];
  readonly options: WayOptions;
  /** A down that a person wrote; otherwise the planner's. */
  readonly down?: readonly Segment[];
  /** Read every boundary: somebody else than the planner says what the steps touch. */
  readonly each?: boolean;
  /** Undo texts of an existing file, per segment. */
  readonly undo?: readonly (readonly Segment[] | undefined)[];
}

export async function prove(input: ProofInput): Promise<Proof> {
  const { session, base, up, renamings } = input;
  const remade = new Set(up.flatMap((s) => s.steps.flatMap((step) => step.makes)));
  const options: WayOptions = { ...input.options, using: new Map(), back: true, remade };
  // Bodies may speak of what a later step makes; the plan files run under the same settings.
  await session.run('SET check_function_bodies = off');
  const seeded = await seedRows(session, up);
  const before = await readRows(session);
  const emptied = new Set<string>();
  const boundaries: Catalog[] = [base];
  const undo: Segment[][] = [];
  const moved = new Set<string>();
  // Around each first way up: the undo may rewrite what the way up does not (a label that is taken back).
  const there = async (segments: readonly Segment[], look: (session: Session) => Promise<Catalog>): Promise<Catalog> => {
    const files = await readFiles(session);
    await careful(session, segments, 'up', emptied);
    for (const name of rewritten(files, await readFiles(session))) moved.add(name);
    return look(session);
  };
  const wayBack = async (from: Catalog, to: Catalog, following: readonly Renaming[]): Promise<Segment[]> =>
    flatten(await wayByRenamings(session, from, to, following, options));
  const back = async (segments: readonly Segment[], to: Catalog, where: string): Promise<void> => {
    await careful(session, segments, 'undo', emptied);
    mustEqual(await reread(session), to, where);
  };
  // Renames are read off the server as it stands: no other segment may have run by then.
  const queue = spans(up, input.each === true ? up.length : renamings.length > 0 ? 1 : 0);
  for (let span = queue.shift(); span !== undefined; span = queue.shift()) {
    const [first, past] = span;
    const segments = up.slice(first, past);
    if (past === up.length) {
      if (first > 0) {
        // As a rollback runs them: from where the plan stopped to where it began.
        await back([...undo].reverse().flat(), base, `undoing segment${first === 1 ? ' 1' : `s 1 to ${first}`}`);
        await careful(session, up.slice(0, first), 'up, after its undo', emptied);
      }
      // What a run of plans ends in is read whole: nothing that a step did unasked may stay unseen.
      boundaries.push(await there(segments, input.stay === 'unread' ? reread : introspect));
      undo.push([]);
      break;
    }
    const start = boundaries[first]!;
    const end = await there(segments, reread);
    const states = segments.length === 1 ? [end] : statesBetween(start, end, segments);
    if (states === undefined) {
      // One by one, then: back to where they began.
      await back(await wayBack(end, start, []), start, `undoing segments ${first + 1} to ${past}`);
      queue.unshift(...segments.map((_, n): [number, number] => [first + n, first + n + 1]));
      continue;
    }
    boundaries.push(...states);
    for (const [n, state] of states.entries()) {
      const i = first + n;
      // An index that was renamed and is made again may be gone by then.
      const renamed = i === 0 ? renamings.filter((r) => isThere(state, r.to)) : [];
      undo.push(input.undo?.[i]?.slice() ?? (await wayBack(state, boundaries[i]!, inverse(renamed))));
    }
  }
  const target = boundaries.at(-1)!;
  const after = await readRows(session);
  compareRows(before, after, up, emptied);

  const down = input.down ?? (await wayBack(target, base, inverse(renamings)));
  await careful(session, down, 'down', emptied);
  mustEqual(await reread(session), base, 'the way down');
  if (input.stay !== 'base') {
    await careful(session, up, 'up, after the way down', emptied);
    if (input.stay !== 'unread') mustEqual(await reread(session), target, 'the second way up');
  } else if (up.length === 1 && up[0]!.transaction && touchesBase(up, base)) {
    // No segment was run twice: what no catalog tells could be other than it was after the way down.
    await careful(session, up, 'up, after the way down', emptied, 'ROLLBACK');
  }
  return { target, undo, down, rows: up.length === 0 ? NO_STATEMENT : (seeded.reason ?? told(seeded.rows, emptied)), boundaries, rewritten: [...moved] };
}

function touchesBase(up: readonly Segment[], base: Catalog): boolean {
  return up.some((s) => s.steps.some((step) => [...step.alters, ...step.breaks].some((key) => base.objects.has(key))));
}

export function told(rows: number, emptied: ReadonlySet<string>): number | string {
  return emptied.size === 0 ? rows : `${rows}, none in ${[...emptied].sort().join(', ')} (its sample rows do not fit the change)`;
}

export function flatten(way: { parts: readonly { segments: readonly Segment[] }[] }): Segment[] {
  return way.parts.flatMap((p) => [...p.segments]);
}
