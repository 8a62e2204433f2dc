// The server writes no table anew while logical decoding uses it as a catalog: it is none for that statement, and again after it.
import { keyOf, type Address } from '../../catalog/address.ts';
import { literal, qualified } from '../../sql/quote.ts';
import type { Catalog, Context, Draft } from '../kind.ts';
import { optionsOf } from '../attributes/reloptions.ts';

const option = 'user_catalog_table';

/** A statement that may write the table anew, with what stands around it. */
export function rewritten(table: Address, draft: Draft, ctx: Context): Draft[] {
  const said = (catalog: Catalog): string | undefined => optionsOf(catalog.objects.get(keyOf(table))?.attrs['options'])[option];
  const [was, is] = [said(ctx.current), said(ctx.desired)];
  if (was === undefined && is === undefined) return [draft];
  const text = (sql: string): string => `${sql}, RESET (${option})`;
  const off = { ...draft, sql: text(draft.sql), clause: draft.clause && { ...draft.clause, text: text(draft.clause.text) } };
  return is === undefined ? [off] : [off, { sql: `ALTER TABLE ${qualified(table.names)} SET (${option} = ${literal(is).trim()})`, what: 'options' }];
}
