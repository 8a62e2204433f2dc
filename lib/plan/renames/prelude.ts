// Owns the statements that come before all that is planned: renames, and what makes room for them.
import type { Key } from '../../catalog/address.ts';
import type { Node } from '../order/nodes.ts';
import type { Renaming } from './renames.ts';
import type { Step } from '../step.ts';

export interface Prelude {
  readonly step: Step;
  readonly module: string;
  /** The key after the rename. */
  readonly key: Key;
  /** It makes room: renames of other modules wait for it too. */
  readonly opens?: true;
  /** The renaming that it carries out. */
  readonly of?: Renaming;
  /** Other modules' objects that have other addresses from here on. */
  readonly takes?: readonly Key[];
  /** Modules whose renames before it have to have run. */
  readonly follows?: ReadonlySet<string>;
}

/** What each thing is renamed by, by its new key. `add` puts a statement into the graph. */
export function preludeNodes(prelude: readonly Prelude[], add: (p: Prelude) => Node): Map<Key, Node> {
  const renaming = new Map<Key, Node>();
  const lastOf = new Map<string, Node>();
  const opened: Node[] = [];
  for (const p of prelude) {
    const node = add(p);
    node.of = p.of;
    for (const module of [node.module, ...(p.follows ?? [])]) if (lastOf.has(module)) node.before.add(lastOf.get(module)!);
    for (const o of opened) node.before.add(o);
    if (p.opens === true) opened.push(node);
    lastOf.set(node.module, node);
    renaming.set(p.key, node);
    for (const key of p.takes ?? []) if (!renaming.has(key)) renaming.set(key, node);
  }
  return renaming;
}
