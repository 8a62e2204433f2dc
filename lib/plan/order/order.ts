// One topological order of all statements of an invocation, cut where the module changes, as few pieces as possible.
// Ties by level, rank, ordinal, address: the same input gives the same bytes.
import { compareText } from '../../catalog/address.ts';
import { collect } from '../../catalog/collect.ts';
import type { Node } from './nodes.ts';

/** Statements of one module that run in one go; a later run may belong to the same module again. */
export interface Run {
  readonly module: string;
  readonly nodes: readonly Node[];
}

export class Cycle extends Error {
  constructor(readonly nodes: readonly Node[]) {
    super(`statements wait for each other: ${nodes.map((n) => n.step.does).join(' -> ')}`);
  }
}

export function order(nodes: readonly Node[]): Run[] {
  const preds = settle(nodes);
  const runs: Run[] = [];
  const left = new Set(nodes);
  while (left.size > 0) {
    const options = [...new Set([...left].map((n) => n.module))].sort(compareText).map((module) => ({ module, nodes: reach(module, left, preds) }));
    const whole = (o: { module: string; nodes: Set<Node> }): boolean => ![...left].some((n) => n.module === o.module && !o.nodes.has(n));
    const pick = options.find((o) => o.nodes.size > 0 && whole(o)) ?? options.find((o) => o.nodes.size > 0);
    if (pick === undefined) throw new Cycle(findCycle(left, preds));
    for (const n of pick.nodes) left.delete(n);
    runs.push({ module: pick.module, nodes: arrange([...pick.nodes], preds) });
  }
  return runs;
}

/** Strict predecessors, plus the wished-for ones that close no cycle. */
function settle(nodes: readonly Node[]): Map<Node, Set<Node>> {
  const preds = new Map(nodes.map((n) => [n, new Set(n.before)]));
  for (const group of components(nodes, (n) => [...n.before, ...n.rather])) {
    const inside = new Set(group);
    for (const n of group) {
      for (const p of n.rather) {
        // Within a knot a wish is dropped; between knots it cannot close a cycle.
        if (group.length === 1 || !inside.has(p)) preds.get(n)!.add(p);
      }
    }
  }
  return preds;
}

/** All nodes of a module that can run now, taking only nodes of that module. */
function reach(module: string, left: ReadonlySet<Node>, preds: ReadonlyMap<Node, ReadonlySet<Node>>): Set<Node> {
  const taken = new Set<Node>();
  const followers = new Map<Node, Node[]>();
  const waiting = new Map<Node, number>();
  const ready: Node[] = [];
  for (const n of left) {
    if (n.module !== module) continue;
    const open = [...preds.get(n)!].filter((p) => left.has(p));
    waiting.set(n, open.length);
    for (const p of open) collect(followers, p, n);
    if (open.length === 0) ready.push(n);
  }
  while (ready.length > 0) {
    const n = ready.pop()!;
    taken.add(n);
    for (const f of followers.get(n) ?? []) {
      const w = waiting.get(f)! - 1;
      waiting.set(f, w);
      if (w === 0) ready.push(f);
    }
  }
  return taken;
}

/** Within a run: by level (commit boundaries passed), then transactional before alone, then rank. */
function arrange(nodes: Node[], preds: ReadonlyMap<Node, ReadonlySet<Node>>): Node[] {
  const inside = new Set(nodes);
  const level = new Map<Node, number>();
  const out: Node[] = [];
  const followers = new Map<Node, Node[]>();
  const waiting = new Map<Node, number>();
  let ready: Node[] = [];
  for (const n of nodes) {
    const open = [...preds.get(n)!].filter((p) => inside.has(p));
    waiting.set(n, open.length);
    for (const p of open) collect(followers, p, n);
    if (open.length === 0) {
      level.set(n, 0);
      ready.push(n);
    }
  }
  const sooner = (a: Node, b: Node): number =>
    level.get(a)! - level.get(b)! ||
    Number(isSolo(a)) - Number(isSolo(b)) ||
    a.rank - b.rank ||
    a.ordinal - b.ordinal ||
    compareText(a.key, b.key) ||
    compareText(a.step.sql, b.step.sql) ||
    a.id - b.id;
  const heap = new Heap(sooner);
  for (const n of ready) heap.push(n);
  ready = [];
  for (let n = heap.pop(); n !== undefined; n = heap.pop()) {
    out.push(n);
    const after = level.get(n)! + (n.step.commit === 'inside' && !isSolo(n) ? 0 : 1);
    for (const f of followers.get(n) ?? []) {
      level.set(f, Math.max(level.get(f) ?? 0, after));
      const w = waiting.get(f)! - 1;
      waiting.set(f, w);
      if (w === 0) heap.push(f);
    }
  }
  return out;
}

/** Runs in a segment of its own: outside a transaction, or long enough that nothing else should hold locks meanwhile. */
export function isSolo(n: Node): boolean {
  return n.step.commit === 'alone' || n.step.timeout === 'build';
}

function findCycle(left: ReadonlySet<Node>, preds: ReadonlyMap<Node, ReadonlySet<Node>>): Node[] {
  for (const group of components([...left], (n) => [...preds.get(n)!].filter((p) => left.has(p)))) if (group.length > 1) return [...group].reverse();
  return [...left].slice(0, 5);
}

/** Strongly connected components (Tarjan, iterative), each in a stable order. */
export function components(nodes: readonly Node[], to: (n: Node) => Iterable<Node>): Node[][] {
  const index = new Map<Node, number>();
  const low = new Map<Node, number>();
  const stack: Node[] = [];
  const onStack = new Set<Node>();
  const groups: Node[][] = [];
  for (const root of nodes) {
    if (index.has(root)) continue;
    const work: { n: Node; it: Iterator<Node> }[] = [];
    const open = (n: Node): void => {
      index.set(n, index.size);
      low.set(n, index.get(n)!);
      stack.push(n);
      onStack.add(n);
      work.push({ n, it: to(n)[Symbol.iterator]() });
    };
    open(root);
    while (work.length > 0) {
      const top = work.at(-1)!;
      const next = top.it.next();
      if (!next.done) {
        if (!index.has(next.value)) open(next.value);
        else if (onStack.has(next.value)) low.set(top.n, Math.min(low.get(top.n)!, index.get(next.value)!));
        continue;
      }
      work.pop();
      const parent = work.at(-1);
      if (parent !== undefined) low.set(parent.n, Math.min(low.get(parent.n)!, low.get(top.n)!));
      if (low.get(top.n) === index.get(top.n)) {
        const group: Node[] = [];
        for (let n = stack.pop()!; ; n = stack.pop()!) {
          onStack.delete(n);
          group.push(n);
          if (n === top.n) break;
        }
        groups.push(group);
      }
    }
  }
  return groups;
}

class Heap {
  private readonly items: Node[] = [];
  constructor(private readonly sooner: (a: Node, b: Node) => number) {}
  push(n: Node): void {
    const a = this.items;
    let i = a.push(n) - 1;
    while (i > 0) {
      const p = (i - 1) >> 1;
      if (this.sooner(a[i]!, a[p]!) >= 0) break;
      [a[i], a[p]] = [a[p]!, a[i]!];
      i = p;
    }
  }
  pop(): Node | undefined {
    const a = this.items;
    const top = a[0];
    const end = a.pop();
    if (a.length === 0 || end === undefined) return top;
    a[0] = end;
    for (let i = 0; ;) {
      let m = i;
      for (const c of [2 * i + 1, 2 * i + 2]) if (c < a.length && this.sooner(a[c]!, a[m]!) < 0) m = c;
      if (m === i) return top;
      [a[i], a[m]] = [a[m]!, a[i]!];
      i = m;
    }
  }
}
