// Cuts an ordered run at commit boundaries, and where one transaction would take more locks than a server has room for.
import { addressOf, type Key } from '../../catalog/address.ts';
import type { Node } from './nodes.ts';
import { isSolo } from './order.ts';
import type { Segment, Step } from '../step.ts';

/**
 * Of relations that one transaction's steps name. A server with default settings has room for some 6,400 locks of all sessions; a table
 * with a key and texts takes four, of which its steps name one.
 */
const MOST = 1_000;

export function segments(nodes: readonly Node[], most: number = MOST): Segment[] {
  const out: Segment[] = [];
  const cuts = cutsIn(nodes, most);
  let open: Step[] = [];
  let openNodes = new Set<Node>();
  const close = (): void => {
    if (open.length > 0) out.push({ transaction: true, steps: open });
    open = [];
    openNodes = new Set();
  };
  for (const n of nodes) {
    if (isSolo(n)) {
      close();
      out.push({ transaction: n.step.commit !== 'alone', steps: [n.step] });
      continue;
    }
    if (waitsForCommit(n, openNodes) || cuts.has(n)) close();
    open.push(n.step);
    openNodes.add(n);
  }
  close();
  return out;
}

/** Does something in the open transaction have to be committed before this statement may run? */
function waitsForCommit(n: Node, open: ReadonlySet<Node>): boolean {
  const seen = new Set<Node>();
  const queue = [...n.before, ...n.rather];
  for (let p = queue.pop(); p !== undefined; p = queue.pop()) {
    if (seen.has(p) || !open.has(p)) continue;
    seen.add(p);
    if (p.step.commit === 'boundary') return true;
    queue.push(...p.before, ...p.rather);
  }
  return false;
}

/** Before which nodes a long transaction ends: never between what is dropped and what is made in its place. */
function cutsIn(nodes: readonly Node[], most: number): ReadonlySet<Node> {
  const made = new Map<Key, number>();
  for (const [i, { step }] of nodes.entries()) for (const key of step.makes) made.set(key, i);
  const out = new Set<Node>();
  let named = new Set<string>();
  let back = -1;
  for (const [i, n] of nodes.entries()) {
    if (named.size >= most && i > back) {
      out.add(n);
      named = new Set();
    }
    for (const key of [...n.step.makes, ...n.step.alters, ...n.step.breaks, ...n.step.needs]) {
      const { names } = addressOf(key);
      if (names.length >= 2) named.add(JSON.stringify(names.slice(0, 2)));
    }
    for (const key of n.step.breaks) back = Math.max(back, made.get(key) ?? -1);
  }
  return out;
}
