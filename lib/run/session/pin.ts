// Settings under which every server prints the same text for the same catalog.
import { literal } from '../../sql/quote.ts';
import { readAll } from './batch.ts';
import type { Session } from './session.ts';

const pinned: readonly (readonly [string, string])[] = [
  ['search_path', 'pg_catalog'],
  ['TimeZone', 'UTC'],
  ['DateStyle', 'ISO, YMD'],
  ['IntervalStyle', 'postgres'],
  ['bytea_output', 'hex'],
  ['extra_float_digits', '1'],
  ['xmloption', 'content'],
  ['xmlbinary', 'base64'],
  ['quote_all_identifiers', 'off'],
  ['standard_conforming_strings', 'on'],
  ['array_nulls', 'on'],
  ['transform_null_equals', 'off'],
  ['lc_monetary', 'C'],
  ['lc_numeric', 'C'],
  ['lc_time', 'C'],
  ['default_text_search_config', 'pg_catalog.simple'],
  ['default_tablespace', ''],
  ['default_table_access_method', 'heap'],
  // Catalog queries look dear enough to be compiled, which takes longer than they do.
  ['jit', 'off'],
];

const sql = `select pg_catalog.set_config(v.name, v.value, false) from (values ${pinned.map(([name, value]) => `(${literal(name).trim()}, ${literal(value).trim()})`).join(', ')}) as v(name, value)`;

/** Pins the session, one round trip. Nothing is put back: a session that introspects is ours. */
export async function pin(session: Session): Promise<void> {
  await readAll(session, [sql]);
}
