// Owns what a later file of one run meets: what an earlier file made is there by then, and tables may hold rows.
// A circle between modules takes a second file, and files are applied when somebody applies them.
import { keyOf, type Key } from '../../catalog/address.ts';
import { existing, type Ledgered } from '../context.ts';
import type { Run } from '../order/order.ts';

/** By what is made: the context of its file, where that is another one than the file that makes what it lives in. */
export type Between = Map<Key, Ledgered>;

/** True when something is new in `between`: it is then rendered for a table that may hold rows, and everything ordered again. */
export function between(runs: readonly Run[], ctx: Ledgered, known: Between): boolean {
  const before = known.size;
  const made = new Set<Key>();
  runs.forEach((run, n) => {
    const late = n === 0 ? [] : run.nodes.filter((node) => !known.has(node.key) && node.step.makes.includes(node.key) && livesIn(node.key, made, ctx));
    if (late.length > 0) {
      const then = contextThen(made, ctx);
      for (const node of late) known.set(node.key, then);
    }
    for (const node of run.nodes) for (const key of node.step.makes) made.add(key);
  });
  return known.size > before;
}

function livesIn(key: Key, made: ReadonlySet<Key>, ctx: Ledgered): boolean {
  const within = ctx.desired.objects.get(key)?.within;
  return within !== undefined && made.has(keyOf(within));
}

function contextThen(made: ReadonlySet<Key>, ctx: Ledgered): Ledgered {
  const objects = new Map(ctx.current.objects);
  for (const key of made) {
    const object = ctx.desired.objects.get(key);
    if (object !== undefined) objects.set(key, object);
  }
  const current = { ...ctx.current, objects };
  return { ...ctx, current, existed: (at) => existing(current, at) && (made.has(keyOf(at)) || !ctx.brokenHere(at)) };
}
