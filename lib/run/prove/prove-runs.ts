// Owns the proofs of all plans of one invocation, in the order they run: those that only make together, the others one by one.
import type { Catalog } from '../../catalog/catalog.ts';
import type { Renaming } from '../../plan/renames/renames.ts';
import type { Segment } from '../../plan/step.ts';
import type { Shadow } from '../shadow/shadow.ts';
import { stub, stubRoles } from '../shadow/stubs.ts';
import { NO_STATEMENT, prove, type Proof } from './prove.ts';
import { onlyMakes, proveTogether } from './together.ts';
import type { WayOptions } from './way.ts';

export interface Run {
  readonly module: string;
  readonly segments: readonly Segment[];
}

export interface RunsInput {
  /** Stands at `base`, and does so again after the last proof. */
  readonly prover: Shadow;
  readonly base: Catalog;
  readonly runs: readonly Run[];
  /** What a run renames, as it is said at its base. */
  readonly renamings: (run: number, base: Catalog) => readonly Renaming[];
  /** The state after a run, as the next one's base: with the modules that the shadow knows nothing of. */
  readonly settled: (target: Catalog) => Catalog;
  readonly options: WayOptions;
  readonly say: (doing: string) => void;
}

/** One proof a run. */
export async function* proveRuns(input: RunsInput): AsyncGenerator<Proof> {
  const { prover: session, runs, options } = input;
  const last = runs.reduce((at, r, n) => (r.segments.length > 0 ? n : at), -1);
  const stay = (n: number): 'base' | 'unread' => (n === last ? 'base' : 'unread');
  const together = (n: number): boolean => onlyMakes(runs[n]!.segments) && input.renamings(n, input.base).length === 0;
  let at = input.base;
  let apart = 0;
  for (let n = 0; n < runs.length;) {
    let past = n + 1;
    if (n >= apart && together(n)) while (past < runs.length && together(past)) past += 1;
    if (past - n > 1) {
      const proofs = await proveTogether({
        session,
        stay: stay(past - 1),
        base: at,
        parts: runs.slice(n, past).map((r) => r.segments),
        before: (part) => prepare(input, runs[n + part]!),
        options,
      });
      if (proofs === undefined) {
        apart = past;
        continue;
      }
      for (const proof of proofs) {
        yield proof;
        at = input.settled(proof.target);
      }
    } else {
      const up = [...runs[n]!.segments];
      if (up.length > 0) await prepare(input, runs[n]!);
      const proof = up.length === 0 ? unmoved(at) : await prove({ session, base: at, up, renamings: input.renamings(n, at), options, stay: stay(n) });
      yield proof;
      at = input.settled(proof.target);
    }
    n = past;
  }
}

async function prepare({ prover, say }: RunsInput, { module, segments }: Run): Promise<void> {
  say(`proving ${module || 'the plan'}`);
  const texts = segments.flatMap((g) => g.steps).map((step) => step.sql);
  await stub(prover, texts);
  await stubRoles(prover, texts);
}

function unmoved(at: Catalog): Proof {
  return { target: at, undo: [], down: [], rows: NO_STATEMENT, boundaries: [at], rewritten: [] };
}
