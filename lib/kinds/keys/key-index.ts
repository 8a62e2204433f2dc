// Owns the index behind a key or an exclusion: how it is built beside the table's traffic, and what is said of it alone.
import { ident, literal, qualified } from '../../sql/quote.ts';
import { built } from './concurrent.ts';
import { deferral, indexOf, name, on, tableOf, type } from './constraint-parts.ts';
import { indexForm } from './index-turned-key.ts';
import { indexExtras } from './index-parts.ts';
import type { CatalogObject, Draft } from '../kind.ts';
import { withOptions } from '../attributes/reloptions.ts';
import { toItsSpace } from '../partitions/tablespace.ts';

export function usingIndex(o: CatalogObject, index: string): string {
  return `${on(o)} ${addUsingIndex(o, index)}`;
}

export function addUsingIndex(o: CatalogObject, index: string): string {
  return `ADD CONSTRAINT ${name(o)} ${type(o) === 'primary key' ? 'PRIMARY KEY' : 'UNIQUE'} USING INDEX ${ident(index)}${deferral(o)}`;
}

/** The unique index a key can be made of; undefined for what only the plain form can do. */
export function concurrentIndex(o: CatalogObject, index: readonly string[]): Draft | undefined {
  const form = indexForm(o);
  if (form === undefined) return undefined;
  const tablespace = o.attrs['tablespace'] == null ? '' : ` TABLESPACE ${ident(o.attrs['tablespace'] as string)}`;
  return built(
    `CREATE UNIQUE INDEX CONCURRENTLY ${ident(index[1]!)} ON ${qualified(tableOf(o.at))} ${form.columns}${form.includes}${form.nulls}${withOptions(o.attrs['options'])}${tablespace}`,
    index,
    'build its index',
  );
}

export function extras(o: CatalogObject): Draft[] {
  const out = indexExtras(o, tableOf(o.at), indexOf(o.at));
  if (type(o) === 'exclusion' && o.attrs['tablespace'] != null) out.push(moveIndex(o));
  if (o.attrs['indexComment'] != null) out.push(indexComment(o));
  return out;
}

export function moveIndex(o: CatalogObject): Draft {
  return {
    sql: `ALTER INDEX ${qualified(indexOf(o.at))} ${toItsSpace(o)}`,
    what: 'tablespace of the index',
  };
}

export function indexComment(o: CatalogObject): Draft {
  const text = o.attrs['indexComment'] as string | null | undefined;
  return { sql: `COMMENT ON INDEX ${qualified(indexOf(o.at))} IS ${text == null ? 'NULL' : literal(text).trim()}`, what: 'comment of the index' };
}
