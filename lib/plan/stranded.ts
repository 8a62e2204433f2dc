// Owns what cannot go from its old text to its new one in a single statement: the old one reads something that has to be gone before a
// column changes its type, and the new one reads that column as it is to be.
import type { Key } from '../catalog/address.ts';
import { edgesFrom, edgesTo } from '../catalog/listed.ts';
import type { Ledgered } from './context.ts';

/** Those of `altered` that only a drop and a creation bring there. `unsettled` changes under what leans on it; what is in `goes` is dropped, what is in `comes` made. */
export function stranded(ctx: Ledgered, unsettled: Iterable<Key>, altered: Iterable<Key>, goes: (key: Key) => boolean, comes: (key: Key) => boolean): Key[] {
  const waiting = new Map([...altered].map((key) => [key, new Set<Key>()] as const));
  for (const changing of unsettled) {
    const gone = new Set([changing]);
    for (const key of gone) {
      for (const { from, how } of edgesTo(ctx.current, key)) {
        if (how === 'soft') continue;
        if (goes(from)) gone.add(from);
        else if (key !== changing && how === 'needs') waiting.get(from)?.add(changing);
      }
    }
  }
  return [...waiting].filter(([key, changing]) => changing.size > 0 && reads(ctx, key, changing, comes)).map(([key]) => key);
}

/** Does it lean on one of these afterwards, itself or through what is made in this plan? */
function reads(ctx: Ledgered, key: Key, those: ReadonlySet<Key>, comes: (key: Key) => boolean): boolean {
  const seen = new Set([key]);
  for (const at of seen) {
    for (const { to, how } of edgesFrom(ctx.desired, at)) {
      if (how === 'soft') continue;
      if (those.has(to)) return true;
      if (comes(to)) seen.add(to);
    }
  }
  return false;
}
