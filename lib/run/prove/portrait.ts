// A live database as the statements that would build it, printed by the shadow: the first definitions of a project that adopts it.
import { addressOf, keyOf, type Address } from '../../catalog/address.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { plan } from '../../plan/plan.ts';
import { reprint } from '../elaborate/reprint.ts';
import { introspect } from '../introspect/introspect.ts';
import { openShadow, type ShadowOptions } from '../shadow/shadow.ts';
import { disowned } from './take-over.ts';

export interface Stroke {
  readonly sql: string;
  /** What it makes or speaks of, and the object that one lives in at the outermost. */
  readonly at: Address;
  readonly home: Address;
}

/** In an order that builds it. Owners and grants stay out: they are managed only where a definition states them. Throws REPRINT_REFUSED. */
export async function portrait(live: Catalog, options: ShadowOptions): Promise<readonly Stroke[]> {
  const shadow = await openShadow(options);
  try {
    const empty = await introspect(shadow);
    const stock = (key: string): boolean => empty.objects.has(key);
    const bare = disowned(live, empty);
    const objects = new Map([...bare.objects].map(([key, o]) => [key, stock(key) ? empty.objects.get(key)! : o] as const));
    const printed = await reprint({ ...bare, objects }, shadow);
    const { parts } = plan({ current: empty, desired: printed, floor: 18, online: false, using: new Map() });
    return parts
      .flatMap((p) => p.segments)
      .flatMap((s) => s.steps)
      .flatMap((step) => {
        const key = step.makes.at(-1) ?? step.alters[0];
        return key === undefined ? [] : [{ sql: step.sql.trim(), at: addressOf(key), home: homeOf(addressOf(key), printed) }];
      });
  } finally {
    await shadow.close();
  }
}

function homeOf(at: Address, catalog: Catalog): Address {
  const within = catalog.objects.get(keyOf(at))?.within;
  return within === undefined ? at : homeOf(within, catalog);
}
