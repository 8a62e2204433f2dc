// Owns OPTIONS (…) of everything foreign. Values that are secrets never leave the server: only their names are in a catalog.
import { compareText } from '../../catalog/address.ts';
import { ident, literal, qualified } from '../../sql/quote.ts';
import { map } from './attr.ts';
import type { CatalogObject, Difference, Draft } from '../kind.ts';

const secret = `'(^|_)(password|passwd|passcode|passfile|sslpassword|secret|token|key|private_key|credential|credentials)($|_)'`;

/** Two pairs for json_build_object: `options` without secrets, and the names of the `secrets`. */
export function foreignOptions(array: string): string {
  const all = `(select split_part(o, '=', 1) as k, substr(o, strpos(o, '=') + 1) as v from unnest(${array}) o) x`;
  return `'options', (select json_object_agg(k, v order by k) from ${all} where k !~* ${secret}), '~secrets', (select json_agg(k order by k) from ${all} where k ~* ${secret})`;
}

const value = (v: string): string => literal(v).trim();

/** ` OPTIONS (…)`, or nothing. */
export function withForeignOptions(o: CatalogObject): string {
  const all = [...map(o, 'options')].map(([n, v]) => `${ident(n)} ${value(v)}`);
  return all.length === 0 ? '' : ` OPTIONS (${all.join(', ')})`;
}

/** `on`: `ALTER SERVER "x"`. */
export function foreignOptionChanges(on: string, from: CatalogObject, to: CatalogObject): Draft[] {
  const change = optionChange(map(from, 'options'), map(to, 'options'));
  return change === undefined ? [] : [{ sql: `${on} ${change}`, what: 'options' }];
}

/** `OPTIONS (ADD …, SET …, DROP …)`, or undefined when both are equal. `add` is empty where something is created. */
export function optionChange(was: ReadonlyMap<string, string>, is: ReadonlyMap<string, string>, add = 'ADD '): string | undefined {
  const names = [...new Set([...was.keys(), ...is.keys()])].filter((n) => was.get(n) !== is.get(n)).sort(compareText);
  if (names.length === 0) return undefined;
  return `OPTIONS (${names.map((n) => (!is.has(n) ? `DROP ${ident(n)}` : `${was.has(n) ? 'SET ' : add}${ident(n)} ${value(is.get(n)!)}`)).join(', ')})`;
}

/** Secrets cannot be made by a plan: it says which ones are to be set by hand. */
export function secretsNote(o: CatalogObject): { what?: string } {
  const names = (o.aside?.['secrets'] ?? []) as readonly string[];
  return names.length === 0 ? {} : { what: `without its ${names.join(', ')}: set by hand` };
}

/** The options of a foreign table's column. */
export function columnOptionChange(d: Difference): Draft[] {
  const change = optionChange(map(d.from, 'foreignOptions'), map(d.to, 'foreignOptions'));
  const [schema, table, column] = d.to.at.names as [string, string, string];
  return change === undefined ? [] : [{ sql: `ALTER FOREIGN TABLE ${qualified([schema, table])} ALTER COLUMN ${ident(column)} ${change}`, what: 'options' }];
}
