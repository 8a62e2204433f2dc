// Owns how a constraint is spelled: its table, its name, its definition with what follows it.
import type { Address } from '../../catalog/address.ts';
import { ident, qualified } from '../../sql/quote.ts';
import { text } from '../attributes/attr.ts';
import type { CatalogObject } from '../kind.ts';
import { withOptions } from '../attributes/reloptions.ts';

export const tableOf = (at: Address): readonly string[] => at.names.slice(0, 2);
export const indexOf = (at: Address): readonly string[] => [at.names[0]!, at.names[2]!];
export const on = (o: CatalogObject): string => `ALTER TABLE ${o.attrs['valid'] === false ? 'ONLY ' : ''}${qualified(tableOf(o.at))}`;
export const name = (o: CatalogObject): string => ident(o.at.names[2]!);
export const type = (o: CatalogObject): string => o.attrs['type'] as string;
/** An index, or a key with one behind it. */
export const isIndexed = (o: CatalogObject): boolean => o.at.kind === 'index' || hasIndex(o);
export const hasIndex = (o: CatalogObject): boolean => ['primary key', 'unique', 'exclusion'].includes(type(o));

export function deferral(o: CatalogObject): string {
  return `${o.attrs['deferrable'] === true ? ' DEFERRABLE' : ''}${o.attrs['deferred'] === true ? ' INITIALLY DEFERRED' : ''}`;
}

export function definition(o: CatalogObject): string {
  const tablespace = o.attrs['tablespace'] == null || type(o) === 'exclusion' ? '' : ` USING INDEX TABLESPACE ${ident(o.attrs['tablespace'] as string)}`;
  const made = `${o.attrs['definition'] as string}${withOptions(o.attrs['options'])}${tablespace}${text(o, 'predicate') ?? ''}`;
  return `${made}${deferral(o)}${o.attrs['enforced'] === false ? ' NOT ENFORCED' : ''}`;
}
