// Owns storage parameters (reloptions, attoptions): a map from name to value, so that one option can be set or reset alone.
import { ident, literal } from '../../sql/quote.ts';
import type { Value } from '../../catalog/catalog.ts';

/** An SQL expression that turns a text[] of `name=value` into a json object, or null. */
export function optionsJson(array: string, toast?: string): string {
  const pairs = (from: string, prefix: string): string =>
    `select ${prefix}pg_catalog.split_part(o, '=', 1) as k, pg_catalog.substr(o, pg_catalog.strpos(o, '=') + 1) as v from pg_catalog.unnest(${from}) as o`;
  const all = toast === undefined ? pairs(array, '') : `${pairs(array, '')} union all ${pairs(toast, "'toast.' || ")}`;
  const some = toast === undefined ? `${array} is not null` : `${array} is not null or ${toast} is not null`;
  return `case when ${some} then (select pg_catalog.json_object_agg(k, v) from (${all}) as options) end`;
}

export type Options = { readonly [name: string]: string };

export function optionsOf(value: Value | undefined): Options {
  return (value ?? {}) as Options;
}

/** `toast.` is a qualifier and not part of the name. */
function optionName(name: string): string {
  return name
    .split('.')
    .map((part) => (/^[a-z_][a-z0-9_]*$/.test(part) ? part : ident(part)))
    .join('.');
}

/** `fillfactor = '70', ...`, in the order in which they were said: the server keeps it, and its dumps show it. */
export function optionList(options: Options): string {
  return Object.keys(options)
    .map((n) => `${optionName(n)} = ${literal(options[n]!).trim()}`)
    .join(', ');
}

/** ` WITH (...)`, or nothing. */
export function withOptions(value: Value | undefined): string {
  const options = optionsOf(value);
  return Object.keys(options).length === 0 ? '' : ` WITH (${optionList(options)})`;
}

/** `SET (...)` and `RESET (...)` that lead from one map to the other. */
export function optionChanges(from: Value | undefined, to: Value | undefined): string[] {
  const [was, is] = [optionsOf(from), optionsOf(to)];
  const set = Object.fromEntries(Object.entries(is).filter(([n, v]) => was[n] !== v));
  const reset = Object.keys(was)
    .filter((n) => is[n] === undefined)
    .sort();
  const out: string[] = [];
  if (reset.length > 0) out.push(`RESET (${reset.map(optionName).join(', ')})`);
  if (Object.keys(set).length > 0) out.push(`SET (${optionList(set)})`);
  return out;
}
