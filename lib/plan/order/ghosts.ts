// A change that needs no statement (a partition's share of its parent's column, a sequence that goes with its column) still
// stands between others in the order: what waits for it waits for what it waited for.
import type { Node } from './nodes.ts';

/** The nodes without the ghosts, each ghost's predecessors handed on to what came after it. */
export function dissolve(nodes: readonly Node[], ghosts: ReadonlySet<Node>): Node[] {
  if (ghosts.size === 0) return [...nodes];
  const real = nodes.filter((n) => !ghosts.has(n));
  for (const n of real) {
    const [must, wish] = [through(n.before, ghosts, (g) => g.before), through([...n.before, ...n.rather], ghosts, (g) => [...g.before, ...g.rather])];
    n.before.clear();
    n.rather.clear();
    for (const p of must) if (p !== n) n.before.add(p);
    for (const p of wish) if (p !== n && !must.has(p)) n.rather.add(p);
  }
  return real;
}

function through(start: Iterable<Node>, ghosts: ReadonlySet<Node>, next: (ghost: Node) => Iterable<Node>): Set<Node> {
  const found = new Set<Node>();
  const seen = new Set<Node>();
  const queue = [...start];
  for (let n = queue.pop(); n !== undefined; n = queue.pop()) {
    if (!ghosts.has(n)) found.add(n);
    else if (!seen.has(n)) {
      seen.add(n);
      queue.push(...next(n));
    }
  }
  return found;
}
