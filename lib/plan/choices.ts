// What a server chose where several would have served: a foreign key leans on one of the keys over its columns, the oldest there was.
// Another database may have chosen otherwise, and the statements of a plan choose anew.
import { keyOf, type Key } from '../catalog/address.ts';
import type { Catalog, Edge } from '../catalog/catalog.ts';
import { leansOn } from '../catalog/listed.ts';
import { kindOf } from '../kinds/registry.ts';
import type { Intent } from './context.ts';

/**
 * What is made waits for all that it may lean on. On a way back, what the way there made anew may lean on any of them: nobody read what it
 * chose then, so it is made again where one of them goes.
 */
export function withChoices(intent: Intent): Intent {
  const desired = withChoice(intent.desired);
  const current = intent.back === true ? withChoice(intent.current, intent.remade) : intent.current;
  return desired === intent.desired && current === intent.current ? intent : { ...intent, current, desired };
}

/** With an edge to everything that would serve. `of`: only from these. */
export function withChoice(catalog: Catalog, of?: ReadonlySet<Key>): Catalog {
  const more: Edge[] = [];
  for (const o of catalog.objects.values()) {
    if (of !== undefined && !of.has(keyOf(o.at))) continue;
    for (const at of kindOf(o.at.kind).servedBy?.(o, catalog) ?? []) {
      const [from, to] = [keyOf(o.at), keyOf(at)];
      if (!leansOn(catalog, from, to)) more.push({ from, to, how: 'needs' });
    }
  }
  return more.length === 0 ? catalog : { ...catalog, edges: [...catalog.edges, ...more] };
}
