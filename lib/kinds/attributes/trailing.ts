// Statements that complete an object after the one that makes it.
import type { CatalogObject, Draft } from '../kind.ts';

/** The drafts, marked so that what leans on the object need not wait for them. */
export function trailing(o: CatalogObject, drafts: readonly Draft[]): Draft[] {
  return drafts.map((d) => ({ ...d, needs: [o.at, ...(d.needs ?? [])] }));
}
