// Owns which plans a rollback takes back, pure.
import { TidemarkError } from '../../errors.ts';
import type { Undone } from '../ledger/left-open.ts';
import { assertAmong, moduleOf, onePlan, type Chains } from './pending.ts';
import type { Stored } from './take-back.ts';
import { offsetOf } from './whereabouts.ts';

export interface Choice {
  readonly modules?: readonly string[] | undefined;
  readonly to?: string | undefined;
  readonly steps?: number | undefined;
  readonly withDependents?: boolean | undefined;
  /** Of this batch and no other. */
  readonly onlyBatch?: string | undefined;
  /** Back to what these have in common with the target. */
  readonly files?: Chains | undefined;
  /** What a rollback that came to no good end had taken back: said again, the same command finishes that and goes no further. */
  readonly undone?: readonly Undone[] | undefined;
}

/** Newest first. Throws USAGE, MODULE_UNKNOWN, PLAN_UNKNOWN, FILES_MISSING, DEPENDENTS_APPLIED. */
export function choose(stored: readonly Stored[], choice: Choice): Stored[] {
  const only = choice.modules ?? [];
  const ways = [choice.to !== undefined && '--to', choice.steps !== undefined && '--steps', choice.files !== undefined && '--to-common'].filter(
    (w) => w !== false,
  );
  if (ways.length > 1)
    throw new TidemarkError('USAGE', `${ways.join(' and ')} each say how far back: one of them would not count`, { exit: 64, next: 'give one of them' });
  for (const module of only) {
    if (stored.some((s) => s.row.module === module) || (choice.undone ?? []).some((u) => u.module === module)) continue;
    throw new TidemarkError('MODULE_UNKNOWN', `no plan of module ${JSON.stringify(module)} is applied here`, { exit: 64, next: 'tidemark status' });
  }
  const picked = new Set(picks(stored, choice, only));
  withDependents(stored, picked, choice.withDependents === true);
  return stored.filter((s) => picked.has(s)).reverse();
}

function picks(stored: readonly Stored[], choice: Choice, only: readonly string[]): Stored[] {
  const undone = (choice.undone ?? []).filter((u) => only.length === 0 || only.includes(u.module));
  if (choice.to !== undefined) {
    const name = onePlan(
      stored.map((s) => s.row.name),
      choice.to,
    );
    assertAmong(name, only);
    const to = stored.find((s) => s.row.name === name)!;
    return stored.filter((o) => o.row.module === to.row.module && Number(o.row.id) > Number(to.row.id));
  }
  if (choice.files !== undefined) return beyondCommon(stored, choice.files, only);
  const within = only.length > 0 ? stored.filter((o) => only.includes(o.row.module)) : stored;
  if (choice.onlyBatch !== undefined) return within.filter((s) => s.row.batch === choice.onlyBatch);
  if (choice.steps === undefined) return lastRun(within, undone);
  const modules = only.length > 0 ? only : new Set([...modulesOf(lastRun(stored, undone)), ...undone.map((u) => u.module)]);
  return [...modules].flatMap((module) => {
    const left = choice.steps! - undone.filter((u) => u.module === module).length;
    return left <= 0 ? [] : stored.filter((o) => o.row.module === module).slice(-left);
  });
}

/** A module whose plans are all gone from the files is meant only when it is named: the folder may be the wrong one. */
function beyondCommon(stored: readonly Stored[], files: Chains, only: readonly string[]): Stored[] {
  if (files.size === 0) {
    throw new TidemarkError('FILES_MISSING', 'there are no plan files here, so nothing is common with the target; nothing was changed', {
      exit: 64,
      next: 'run it in the project whose plans the target should keep',
    });
  }
  const modules = only.length > 0 ? only : modulesOf(stored).filter((m) => files.has(m));
  return modules.flatMap((module) => {
    const rows = stored.filter((s) => s.row.module === module);
    const chain = files.get(module) ?? [];
    const offset = offsetOf(
      chain,
      rows.map((s) => s.row),
    );
    // A checkpoint that ran here stands for more than the files have, or the files begin after where this database is.
    if (offset === 'ahead' || (offset === undefined && rows[0]!.row.parent === null && chain[0]?.parent !== undefined)) return [];
    const apart = rows.findIndex((s, n) => offset === undefined || (n + offset >= 0 && s.row.seal !== chain[n + offset]?.seal));
    return apart < 0 ? [] : rows.slice(apart);
  });
}

function modulesOf(stored: readonly Stored[]): string[] {
  return [...new Set(stored.map((s) => s.row.module))];
}

/** Plans of the newest batch, and whatever is half applied. */
function lastRun(stored: readonly Stored[], undone: readonly Undone[]): Stored[] {
  const newest = Math.max(0, ...undone.map((u) => Number(u.batch)), ...stored.map((s) => Number(s.row.batch ?? 0)));
  const last = stored.filter((s) => s.row.state === 'partial' || Number(s.row.batch ?? 0) === newest);
  // Beside what a run did, the checkpoint that it only wrote down is not meant.
  return last.some((s) => s.row.how !== 'checkpoint') ? last.filter((s) => s.row.how !== 'checkpoint') : last;
}

/** A plan that needs one that goes has to go first. */
function withDependents(stored: readonly Stored[], picked: Set<Stored>, take: boolean): void {
  for (let grown = true; grown;) {
    grown = false;
    const names = new Map([...picked].map((s) => [s.row.name, s]));
    for (const s of stored) {
      if (picked.has(s)) continue;
      const needed = [...s.plan.after.map((a) => a.split(' ')[0]!), ...(s.plan.parent === undefined ? [] : [s.plan.parent.plan])].find((n) => names.has(n));
      if (needed === undefined) continue;
      const own = moduleOf(needed) === s.row.module;
      if (!take && !own) {
        assertRanHere([...picked]);
        throw new TidemarkError('DEPENDENTS_APPLIED', `${s.row.name} needs ${needed} and is applied here; nothing was changed`, {
          exit: 3,
          at: { object: s.row.name },
          next: `repeat the command with --with-dependents, or roll ${s.row.module} back first`,
        });
      }
      picked.add(s);
      grown = true;
    }
  }
}

/** What was there before tidemark came is not tidemark's to drop. Throws NOT_RUN_HERE, CHECKPOINT_RECORDED. */
export function assertRanHere(chosen: readonly Stored[]): void {
  const recorded = chosen.filter((s) => s.row.how === 'baseline' || s.row.how === 'checkpoint').sort((a, b) => Number(b.row.id) - Number(a.row.id));
  const [found] = recorded;
  if (found === undefined) return;
  const next =
    recorded.length === chosen.length ? 'tidemark status: nothing ran after it here' : `tidemark rollback --to ${found.row.name} takes back what came after it`;
  if (found.row.how === 'checkpoint') {
    throw new TidemarkError(
      'CHECKPOINT_RECORDED',
      `${found.row.name} stands for the plans before it and is recorded here: what came before it cannot be rolled back any more; nothing was changed`,
      {
        exit: 3,
        at: { object: found.row.name },
        next,
      },
    );
  }
  throw new TidemarkError(
    'NOT_RUN_HERE',
    `${found.row.name} was recorded here and never ran: taking it back would drop what was there before; nothing was changed`,
    {
      exit: 3,
      at: { object: found.row.name },
      next,
    },
  );
}
