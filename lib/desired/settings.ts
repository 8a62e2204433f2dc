// Owns what SET means in a definition file: it holds for the statements below it in that file, and only where it can change what they mean.
import type { Ast, Statement } from '../sql/parse.ts';
import { literal } from '../sql/quote.ts';

/** Settings that change what DDL means or how its literals are read. All others are about the session that wrote the file. */
const MEANT = new Set([
  'search_path',
  'default_tablespace',
  'default_table_access_method',
  'default_toast_compression',
  'standard_conforming_strings',
  'backslash_quote',
  'xmloption',
  'datestyle',
  'timezone',
  'intervalstyle',
  'bytea_output',
  'extra_float_digits',
  'lc_monetary',
  'lc_numeric',
  'array_nulls',
  'quote_all_identifiers',
  'plpgsql.variable_conflict',
  'plpgsql.extra_warnings',
  'default_text_search_config',
  'transform_null_equals',
]);

/** What they are anyway: a dump sets them and nothing follows from it. */
const PLAIN = new Set(['default_tablespace=', 'default_table_access_method=heap', 'standard_conforming_strings=on', 'xmloption=content']);

export interface Settings {
  apply(statement: Statement): void;
  /** By parameter, values as SET takes them; undefined when nothing is set. */
  inForce(): { readonly [parameter: string]: string } | undefined;
  /** The schema that unqualified names are made in. */
  schema(): string;
}

/** `schema`: where the module's unqualified names go before any SET. */
export function settings(schema: string): Settings {
  const initial: readonly (readonly [string, readonly string[]])[] = schema === 'public' ? [] : [['search_path', [schema, 'public']]];
  let held = new Map(initial);
  let force: { readonly [parameter: string]: string } | undefined;
  const publish = (): void => {
    force = held.size === 0 ? undefined : Object.fromEntries([...held].map(([name, values]) => [name, values.map((v) => literal(v).trim()).join(', ')]));
  };
  publish();
  return {
    apply(statement) {
      const { name, values } = settingOf(statement);
      if (name === undefined) held = new Map(initial);
      else if (values === undefined || !MEANT.has(name) || PLAIN.has(`${name}=${values.join(',')}`)) held.delete(name);
      else held.set(name, values);
      publish();
    },
    inForce: () => force,
    schema: () => held.get('search_path')?.find((s) => s !== 'pg_catalog' && s !== '$user' && s !== '') ?? 'public',
  };
}

/** True for SET, RESET and SELECT set_config(...). */
export function isSetting(statement: Statement): boolean {
  return statement.tag === 'VariableSetStmt' || configCall(statement) !== undefined;
}

function settingOf(statement: Statement): { name?: string; values?: readonly string[] } {
  const call = configCall(statement);
  if (call !== undefined) return call;
  const body = statement.node.VariableSetStmt;
  if (body.kind === 'VAR_RESET_ALL') return {};
  const name = (body.name as string).toLowerCase();
  return body.kind === 'VAR_SET_VALUE' ? { name, values: (body.args as Ast[]).map((a) => constant(a.A_Const ?? a.TypeCast?.arg?.A_Const)) } : { name };
}

function constant(value: Ast): string {
  return String(value?.sval?.sval ?? value?.ival?.ival ?? value?.fval?.fval ?? value?.boolval?.boolval ?? (value?.ival !== undefined ? 0 : ''));
}

/** `SELECT pg_catalog.set_config('search_path', '', false)`: how dumps set what SET cannot. */
function configCall(statement: Statement): { name: string; values: readonly string[] } | undefined {
  const targets = statement.node.SelectStmt?.targetList;
  const call = targets?.length === 1 ? targets[0].ResTarget?.val?.FuncCall : undefined;
  if (call?.funcname?.at(-1)?.String?.sval !== 'set_config') return undefined;
  const [name, value] = (call.args as Ast[]).map((a) => constant(a.A_Const ?? a.TypeCast?.arg?.A_Const));
  return { name: (name ?? '').toLowerCase(), values: (value ?? '').split(',').map((v) => v.trim()) };
}
