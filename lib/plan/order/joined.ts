// What one statement can say of several objects it does say: each ALTER TABLE that changes types writes the table anew.
import { compareText } from '../../catalog/address.ts';
import { collect } from '../../catalog/collect.ts';
import type { Check } from '../../kinds/kind.ts';
import type { Node } from './nodes.ts';
import type { Step } from '../step.ts';

/** The nodes, those with clauses of one statement as one, but for those that something has to stand between. */
export function joined(nodes: readonly Node[]): Node[] {
  const groups = new Map<string, Node[]>();
  for (const n of nodes) if (n.clause !== undefined && n.step.commit === 'inside') collect(groups, JSON.stringify([n.module, n.clause.of]), n);
  const several = [...groups.values()].filter((group) => group.length > 1);
  const gone = new Set<Node>();
  const after = waiting(several.length === 0 ? [] : nodes);
  for (const group of several) {
    const together = apart([...group].sort((a, b) => a.ordinal - b.ordinal || compareText(a.key, b.key)));
    if (together.length < 2) continue;
    contract(together, after);
    for (const n of together.slice(1)) gone.add(n);
  }
  return gone.size === 0 ? [...nodes] : nodes.filter((n) => !gone.has(n));
}

/** Those of which none has to wait for another. */
function apart(group: readonly Node[]): Node[] {
  const waitsFor = new Map(group.map((n) => [n, ancestors(n)]));
  const out: Node[] = [];
  for (const n of group) if (!out.some((o) => waitsFor.get(n)!.has(o) || waitsFor.get(o)!.has(n))) out.push(n);
  return out;
}

function ancestors(node: Node): Set<Node> {
  const found = new Set<Node>();
  const queue = [node];
  for (let n = queue.pop(); n !== undefined; n = queue.pop())
    for (const p of [...n.before, ...n.rather]) {
      if (found.has(p)) continue;
      found.add(p);
      queue.push(p);
    }
  return found;
}

type Waits = 'before' | 'rather';
type Waiting = Record<Waits, Map<Node, Node[]>>;

/** By node, those that wait for it. */
function waiting(nodes: readonly Node[]): Waiting {
  const out: Waiting = { before: new Map(), rather: new Map() };
  for (const n of nodes) for (const how of ['before', 'rather'] as const) for (const p of n[how]) collect(out[how], p, n);
  return out;
}

function contract([first, ...others]: readonly Node[], after: Waiting): void {
  first!.step = [first!, ...others].map((n) => n.step).reduce((a, b, i) => both(a, b, others[i - 1]!.clause!.text));
  const wait = (n: Node, how: Waits, p: Node): void => {
    if (n[how].has(p)) return;
    n[how].add(p);
    collect(after[how], p, n);
  };
  for (const n of others)
    for (const how of ['before', 'rather'] as const) {
      for (const p of n[how]) wait(first!, how, p);
      for (const w of after[how].get(n) ?? []) if (w[how].delete(n)) wait(w, how, first!);
    }
}

function both(a: Step, b: Step, clause: string): Step {
  const all = (of: 'makes' | 'alters' | 'breaks' | 'needs'): readonly string[] => [...new Set([...a[of], ...b[of]])].sort(compareText);
  return {
    ...a,
    does: `${a.does}, ${b.does.replace(/^. /, '')}`,
    sql: `${a.sql}, ${clause}`,
    timeout: a.timeout === 'build' || b.timeout === 'build' ? 'build' : 'lock',
    check: a.check === undefined || b.check === undefined ? (a.check ?? b.check) : bothChecks(a.check, b.check),
    makes: all('makes'),
    alters: all('alters'),
    breaks: all('breaks'),
    needs: all('needs'),
  };
}

function bothChecks(a: Check, b: Check): Check {
  const list = [a.list, b.list].filter((l) => l !== undefined).join('; ');
  return { sql: `SELECT (${a.sql}) + (${b.sql})`, message: `${a.message}; ${b.message}`, ...(list === '' ? {} : { list }) };
}
