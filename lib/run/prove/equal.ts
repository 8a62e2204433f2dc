// Owns the judgement of a proof: two catalogs are equal, or the first object that differs is named.
import { addressOf, compareText, show, type Key } from '../../catalog/address.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { changedAttrs, diff } from '../../catalog/diff.ts';
import { TidemarkError } from '../../errors.ts';

/** Throws naming the first object that differs. */
export function mustEqual(is: Catalog, should: Catalog, where: string): void {
  const changes = diff(should, is);
  if (changes.length === 0) return;
  throw new TidemarkError(
    'PLAN_UNPROVED',
    `${where} does not end where it must: ${describeFirst(
      changes.map((c) => c.key),
      should,
      is,
    )}`,
    {
      details: changes.slice(0, 20).map((c) => describeFirst([c.key], should, is)),
      next: 'report this: the plan was not written',
    },
  );
}

export function describeFirst(keys: readonly Key[], should: Catalog, is: Catalog): string {
  const key = [...keys].sort(compareText)[0]!;
  const [a, b] = [should.objects.get(key), is.objects.get(key)];
  const name = show(addressOf(key));
  if (a === undefined) return `${name} is there and should not be`;
  if (b === undefined) return `${name} is missing`;
  const attrs = changedAttrs(a, b);
  return `${name} differs in ${attrs.map((n) => `${n} (${JSON.stringify(a.attrs[n] ?? null)} expected, ${JSON.stringify(b.attrs[n] ?? null)} found)`).join(', ')}`;
}
