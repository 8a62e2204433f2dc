// Owns the text of CREATE INDEX.
import { ident, qualified } from '../../sql/quote.ts';
import type { CatalogObject } from '../kind.ts';
import { withOptions } from '../attributes/reloptions.ts';

export function createIndex(o: CatalogObject, how: '' | 'CONCURRENTLY ' | 'ONLY ', name: string): string {
  const where = o.attrs['predicate'] == null ? '' : ` WHERE ${o.attrs['predicate'] as string}`;
  const tablespace = o.attrs['tablespace'] == null ? '' : ` TABLESPACE ${ident(o.attrs['tablespace'] as string)}`;
  return `CREATE ${o.attrs['unique'] === true ? 'UNIQUE ' : ''}INDEX ${how === 'ONLY ' ? '' : how}${ident(name)} ON ${how === 'ONLY ' || (how === '' && isOnly(o)) ? 'ONLY ' : ''}${qualified(o.within!.names)} ${o.attrs['definition'] as string}${withOptions(o.attrs['options'])}${tablespace}${where}`;
}

/** An index of a partitioned table that says nothing of its partitions yet. */
function isOnly(o: CatalogObject): boolean {
  return o.attrs['valid'] === false;
}
