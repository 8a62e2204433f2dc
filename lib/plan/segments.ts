// Cuts an ordered run at commit boundaries.
import type { Node } from './graph.ts';
import { isSolo } from './order.ts';
import type { Segment, Step } from './step.ts';

export function segments(nodes: readonly Node[]): Segment[] {
  const out: Segment[] = [];
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
    if (waitsForCommit(n, openNodes)) close();
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
