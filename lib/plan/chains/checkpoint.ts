// Plans that stand for everything before them, pure: which plans a new database runs, and which checkpoint stands for which.
import type { PlanFile } from '../../format/plan.generated.ts';
import { chainOrder, standIns, type Linked } from './chain-order.ts';

type Numbered = Linked & Pick<PlanFile, 'checkpoint'>;

/** What a new database runs, in order: from the newest checkpoint on, or everything. */
export function line<P extends Linked>(plans: readonly P[]): P[] {
  const replaced = standIns(plans);
  return chainOrder(replaced.size === 0 ? plans : plans.filter((p) => !replaced.has(p.plan)));
}

/** Plans in the order they ran on a database, as a new one would run them: without what a checkpoint among them stands for. */
export function builtFrom<P extends Linked>(ran: readonly P[]): P[] {
  return standIns(ran).size === 0 ? [...ran] : line(ran);
}

export interface Checkpoint<P> {
  readonly hash: string;
  /** In the order they run. */
  readonly parts: readonly P[];
  /** What led to it, in the order it ran; undefined when some of that is no longer among the plans. */
  readonly before: readonly P[] | undefined;
}

/** Newest first. */
export function checkpoints<P extends Numbered>(plans: readonly P[]): Checkpoint<P>[] {
  const by = new Map<string, P[]>();
  for (const p of plans) if (p.checkpoint !== undefined) by.set(p.checkpoint, [...(by.get(p.checkpoint) ?? []), p]);
  const out = [...by].map(([hash, own]) => {
    const names = new Set(own.flatMap((p) => p.replaces ?? []));
    const old = plans.filter((p) => names.has(p.plan));
    const there = new Set(old.map((p) => p.plan));
    const bare = (p: P): boolean => p.parent === undefined || p.replaces?.includes(p.parent.plan) === true || there.has(p.parent.plan);
    const whole = old.every(bare) && own.every((p) => p.parent === undefined || there.has(p.parent.plan) || own.some((o) => o.plan === p.parent?.plan));
    return { hash, parts: chainOrder(own), before: whole ? line(old) : undefined, size: names.size };
  });
  return out.sort((a, b) => b.size - a.size);
}
