// Owns where a target stands in a chain of files, pure: the two may begin at different plans once there are checkpoints.
import { TidemarkError } from '../../errors.ts';
import type { StoredPlan } from '../../format/plans-folder.ts';
import type { PlanRow } from '../ledger/ledger.ts';
import type { Chains } from './pending.ts';

/** Row n of the ledger is file n + offset; undefined: they have nothing in common; 'ahead': the target began at a checkpoint made on the newest file. */
export function offsetOf(files: readonly StoredPlan[], rows: readonly PlanRow[]): number | 'ahead' | undefined {
  if (rows.length === 0 || files.length === 0) return 0;
  const same = files.findIndex((f) => f.seal === rows[0]!.seal);
  if (same >= 0) return same;
  if (rows[0]!.parent !== null) return files.at(-1)!.seal === rows[0]!.parent ? 'ahead' : undefined;
  const on = files[0]!.parent;
  if (on === undefined) return 0;
  const before = rows.findIndex((r) => r.seal === on.seal);
  return before < 0 ? undefined : -(before + 1);
}

/** One checkpoint, as far as a target is concerned. */
interface Group {
  readonly modules: ReadonlyMap<string, StoredPlan>;
}

export interface Whereabouts {
  /** A new database does not run this file: it starts from a checkpoint whose last part in this module is the answer. */
  insteadOf(file: StoredPlan): StoredPlan | undefined;
  /** The last part of a checkpoint that stands for a plan whose file is gone. */
  standIn(plan: string): StoredPlan | undefined;
  /** What a checkpoint's plan makes is there, or will be by the plans before it: it is recorded and not run. */
  isRecorded(part: StoredPlan): boolean;
  /** The plans before a checkpoint, by module, where this database has any of that module: they run first. */
  before(part: StoredPlan): readonly string[];
}

export function whereabouts(chains: Chains, rows: readonly PlanRow[]): Whereabouts {
  const own = new Map([...chains.keys()].map((m) => [m, rows.filter((r) => r.module === m)] as const));
  const groups = new Map<string, Group>();
  for (const [module, files] of chains) {
    for (const f of files) {
      if (f.checkpoint === undefined) continue;
      const modules = new Map(groups.get(f.checkpoint)?.modules ?? []);
      if (!modules.has(module)) modules.set(module, f);
      groups.set(f.checkpoint, { modules });
    }
  }
  /** none: nothing of the module is here. old: only plans before the checkpoint. */
  const stand = (module: string, first: StoredPlan): 'none' | 'old' | 'end' | 'past' => {
    const here = own.get(module)!;
    if (here.length === 0) return 'none';
    const files = chains.get(module)!;
    const seals = new Set(files.slice(files.indexOf(first)).map((f) => f.seal));
    if (offsetOf(files, here) === 'ahead' || here.some((r) => seals.has(r.seal))) return 'past';
    return here.at(-1)!.seal === first.parent?.seal && here.at(-1)!.state === 'applied' ? 'end' : 'old';
  };
  const isFresh = (g: Group): boolean => ![...g.modules].some(([module, first]) => stand(module, first) === 'old');
  const last = (hash: string, module: string): StoredPlan =>
    chains
      .get(module)!
      .filter((f) => f.checkpoint === hash)
      .at(-1)!;
  /** Where this module begins on this database: undefined at its oldest file. */
  const startOf = (module: string): StoredPlan | undefined => {
    const [files, here] = [chains.get(module)!, own.get(module)!];
    const offset = here.length === 0 ? 0 : offsetOf(files, here);
    if (typeof offset === 'number' && offset > 0) return files[offset];
    return freshStart(module);
  };
  const freshStart = (module: string): StoredPlan | undefined =>
    chains
      .get(module)!
      .filter((f) => {
        const g = f.checkpoint === undefined ? undefined : groups.get(f.checkpoint)!;
        return g !== undefined && g.modules.get(module) === f && stand(module, f) === 'none' && isFresh(g);
      })
      .at(-1);
  const moduleOf = (file: StoredPlan): string => file.plan.slice(0, file.plan.indexOf('/'));
  return {
    insteadOf(file) {
      const [module, files] = [moduleOf(file), chains.get(moduleOf(file))!];
      const start = startOf(module);
      return start === undefined || files.indexOf(file) >= files.indexOf(start)
        ? undefined
        : start.checkpoint === undefined
          ? start
          : last(start.checkpoint, module);
    },
    standIn(plan) {
      const files = chains.get(plan.slice(0, plan.indexOf('/'))) ?? [];
      return files.filter((f) => f.checkpoint !== undefined && f.content().replaces?.includes(plan)).at(-1);
    },
    isRecorded(part) {
      const module = moduleOf(part);
      const g = groups.get(part.checkpoint!)!;
      const done = own.get(module)!.find((r) => chains.get(module)!.some((f) => f.checkpoint === part.checkpoint && f.seal === r.seal));
      if (done !== undefined) return done.how === 'checkpoint';
      const start = freshStart(module);
      return stand(module, g.modules.get(module)!) !== 'none' || start === undefined || isBefore(chains.get(module)!, part, start);
    },
    before(part) {
      const g = groups.get(part.checkpoint!)!;
      return [...g.modules].flatMap(([module, first]) => (own.get(module)!.length > 0 && first.parent !== undefined ? [first.parent.plan] : []));
    },
  };
}

function isBefore(files: readonly StoredPlan[], a: StoredPlan, b: StoredPlan): boolean {
  return files.indexOf(a) < files.indexOf(b);
}

/** Throws PLANS_GONE: this database stands before a checkpoint, and what leads there is no longer among the files. */
export function plansGone(plan: string, stands: PlanRow | undefined): TidemarkError {
  const [module, name] = [plan.slice(0, plan.indexOf('/')), plan.slice(plan.indexOf('/') + 1)];
  return new TidemarkError(
    'PLANS_GONE',
    `this database ${stands === undefined ? `has no plan of ${module}` : `stands at ${stands.name}`}, before a checkpoint, and ${plan}, which leads on from there, is no longer among the files; nothing was changed`,
    {
      exit: 3,
      at: { object: plan },
      next: `apply the last version that has plans/${module}/${name}.plan.yaml (git log --diff-filter=D -- plans/${module}), then this one`,
    },
  );
}
