// Owns reading names, types and options out of a parse tree.
import type { Ast } from './engine.ts';

const drops: Record<string, string> = {
  OBJECT_TABLE: 'table',
  OBJECT_VIEW: 'view',
  OBJECT_MATVIEW: 'materialized view',
  OBJECT_INDEX: 'index',
  OBJECT_SEQUENCE: 'sequence',
  OBJECT_TYPE: 'type',
  OBJECT_DOMAIN: 'domain',
  OBJECT_FUNCTION: 'function',
  OBJECT_PROCEDURE: 'procedure',
  OBJECT_ROUTINE: 'function',
  OBJECT_AGGREGATE: 'aggregate',
  OBJECT_OPERATOR: 'operator',
  OBJECT_OPCLASS: 'operator class',
  OBJECT_OPFAMILY: 'operator family',
  OBJECT_CAST: 'cast',
  OBJECT_SCHEMA: 'schema',
  OBJECT_EXTENSION: 'extension',
  OBJECT_TRIGGER: 'trigger',
  OBJECT_POLICY: 'policy',
  OBJECT_RULE: 'rule',
  OBJECT_COLLATION: 'collation',
  OBJECT_CONVERSION: 'conversion',
  OBJECT_FOREIGN_TABLE: 'foreign table',
  OBJECT_FOREIGN_SERVER: 'server',
  OBJECT_FDW: 'foreign-data wrapper',
  OBJECT_STATISTIC_EXT: 'statistics object',
  OBJECT_EVENT_TRIGGER: 'event trigger',
  OBJECT_PUBLICATION: 'publication',
  OBJECT_SUBSCRIPTION: 'subscription',
  OBJECT_LANGUAGE: 'language',
  OBJECT_TSPARSER: 'text search parser',
  OBJECT_TSDICTIONARY: 'text search dictionary',
  OBJECT_TSTEMPLATE: 'text search template',
  OBJECT_TSCONFIGURATION: 'text search configuration',
  OBJECT_COLUMN: 'table column',
  OBJECT_TABCONSTRAINT: 'table constraint',
  OBJECT_DOMCONSTRAINT: 'domain constraint',
  OBJECT_ACCESS_METHOD: 'access method',
  OBJECT_TRANSFORM: 'transform',
  OBJECT_DATABASE: 'database',
  OBJECT_ROLE: 'role',
  OBJECT_TABLESPACE: 'tablespace',
  OBJECT_ATTRIBUTE: 'attribute',
  OBJECT_USER_MAPPING: 'user mapping',
  OBJECT_LARGEOBJECT: 'large object',
  OBJECT_DEFAULT: 'default value',
  OBJECT_DEFACL: 'default acl',
  OBJECT_PARAMETER_ACL: 'parameter',
};

/** PostgreSQL's word for an OBJECT_... tag of the tree, e.g. "materialized view". */
export function kindOf(tag: string): string {
  return (
    drops[tag] ??
    tag
      .replace(/^OBJECT_/, '')
      .toLowerCase()
      .replaceAll('_', ' ')
  );
}

/** The strings of a list of String nodes (or of a List node). */
export function stringsOf(list: Ast): string[] {
  if (list === undefined || list === null) return [];
  if (Array.isArray(list)) return list.flatMap(stringsOf);
  if (list.List !== undefined) return stringsOf(list.List.items);
  if (list.String !== undefined) return [list.String.sval ?? ''];
  if (list.TypeName !== undefined) return stringsOf(list.TypeName.names);
  if (list.ObjectWithArgs !== undefined) return stringsOf(list.ObjectWithArgs.objname);
  if (list.RangeVar !== undefined) return namesOf(list.RangeVar);
  return [];
}

/** Names of a RangeVar body, outermost first. */
export function namesOf(rangeVar: Ast): string[] {
  return [rangeVar?.schemaname, rangeVar?.relname].filter((n): n is string => typeof n === 'string');
}

/** A TypeName body as people write it: `numeric(10,2)[]`, `public.mood`. pg_catalog is left out. */
export function typeText(type: Ast): string {
  const names = stringsOf(type?.names).filter((n, at, all) => !(n === 'pg_catalog' && at === 0 && all.length > 1));
  const mods = ((type?.typmods ?? []) as Ast[]).map(
    (m) => m.A_Const?.ival?.ival ?? (m.A_Const?.ival !== undefined ? 0 : m.ColumnRef !== undefined ? stringsOf(m.ColumnRef.fields).join('.') : '?'),
  );
  return `${names.join('.')}${mods.length > 0 ? `(${mods.join(',')})` : ''}${'[]'.repeat((type?.arrayBounds ?? []).length)}${type?.pct_type === true ? '%TYPE' : ''}`;
}

export function inputArgs(parameters: Ast[] | undefined): string[] {
  return (parameters ?? [])
    .map((p) => p.FunctionParameter)
    .filter((p) => p !== undefined && p.mode !== 'FUNC_PARAM_OUT' && p.mode !== 'FUNC_PARAM_TABLE')
    .map((p) => typeText(p.argType));
}

/** An option of a `WITH (...)` or CREATE FUNCTION list. */
export function option(options: Ast[] | undefined, name: string): Ast {
  return (options ?? []).find((o) => o.DefElem?.defname === name)?.DefElem.arg;
}
