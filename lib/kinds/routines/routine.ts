// Owns what functions and procedures share: one text of all their attributes, put in place where CREATE OR REPLACE may.
import { ident, literal, qualified } from '../../sql/quote.ts';
import { aclDelta } from '../privileges/acl.ts';
import { flag, list, map, number, records, text } from '../attributes/attr.ts';
import type { Address, CatalogObject, Difference, Draft, Outcome, Value } from '../kind.ts';
import { renamedTo } from '../names/renamed-to.ts';

/** `"s"."f"(integer, text)` as DROP, COMMENT, GRANT name it. */
export function signature(at: Address): string {
  return `${qualified(at.names)}(${at.args.join(', ')})`;
}

/** `prokind`: 'f' also stands for window functions. */
export function routineQuery(server: number, prokinds: string): string {
  const sqlBody = server >= 140000 ? 'pg_catalog.pg_get_function_sqlbody(p.oid)' : 'NULL';
  const mode = `COALESCE(p.proargmodes[i], 'i')`;
  return `
    SELECT p.oid::pg_catalog.text AS objid, 0 AS objsubid, pg_catalog.json_build_array(n.nspname, p.proname) AS names, ${argsSql} AS args,
      NULL::pg_catalog.json AS within, NULL::pg_catalog.int4 AS ordinal, pg_catalog.pg_get_userbyid(p.proowner)::pg_catalog.text AS owner,
      ${aclDelta('p.proacl', 'f', 'p.proowner')} AS acl,
      pg_catalog.json_build_object('arguments', (SELECT pg_catalog.json_agg(pg_catalog.json_strip_nulls(pg_catalog.json_build_object('name', NULLIF(p.proargnames[i], ''),
            'mode', CASE ${mode} WHEN 'o' THEN 'OUT' WHEN 'b' THEN 'INOUT' WHEN 'v' THEN 'VARIADIC' END,
            'type', pg_catalog.format_type(COALESCE(p.proallargtypes[i], p.proargtypes[i - 1]), NULL),
            'default', pg_catalog.pg_get_function_arg_default(p.oid, i))) ORDER BY i)
          FROM pg_catalog.generate_series(1, COALESCE(pg_catalog.cardinality(p.proallargtypes), p.pronargs)) i WHERE ${mode} <> 't'),
        'result', pg_catalog.pg_get_function_result(p.oid), 'language', l.lanname,
        'body', CASE WHEN ${sqlBody} IS NULL THEN p.prosrc END, 'sqlBody', ${sqlBody}, 'library', CASE WHEN l.lanname = 'c' THEN p.probin END,
        'window', CASE WHEN p.prokind = 'w' THEN true END,
        'volatility', CASE p.provolatile WHEN 'i' THEN 'IMMUTABLE' WHEN 's' THEN 'STABLE' END,
        'parallel', CASE p.proparallel WHEN 's' THEN 'SAFE' WHEN 'r' THEN 'RESTRICTED' END,
        'leakproof', CASE WHEN p.proleakproof THEN true END, 'strict', CASE WHEN p.proisstrict THEN true END,
        'securityDefiner', CASE WHEN p.prosecdef THEN true END,
        'cost', CASE WHEN p.prokind <> 'p' AND p.procost <> CASE WHEN l.lanname IN ('c', 'internal') THEN 1 ELSE 100 END THEN p.procost END,
        'rows', CASE WHEN p.proretset AND p.prorows <> 1000 THEN p.prorows END,
        'support', (SELECT pg_catalog.json_build_array(sn.nspname, s.proname) FROM pg_catalog.pg_proc s JOIN pg_catalog.pg_namespace sn ON sn.oid = s.pronamespace
          WHERE s.oid = p.prosupport),
        'transforms', (SELECT pg_catalog.json_agg(pg_catalog.format_type(y, NULL) ORDER BY k) FROM pg_catalog.unnest(p.protrftypes) WITH ORDINALITY x(y, k)),
        'settings', (SELECT pg_catalog.json_object_agg(pg_catalog.split_part(s, '=', 1), pg_catalog.substr(s, pg_catalog.strpos(s, '=') + 1)) FROM pg_catalog.unnest(p.proconfig) s)
      ) AS attrs
    FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace JOIN pg_catalog.pg_language l ON l.oid = p.prolang
    WHERE p.prokind IN (${prokinds}) AND {user_schemas:n} AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
      WHERE d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND d.objid = p.oid AND d.deptype = 'i')`;
}

/** The types a routine of alias p is called with: what its address holds. */
export const argsSql = `COALESCE((SELECT pg_catalog.json_agg(pg_catalog.format_type(y, NULL) ORDER BY k)
      FROM pg_catalog.unnest(p.proargtypes) WITH ORDINALITY x(y, k)), '[]')`;

type Argument = { readonly [field: string]: Value };

function argument(a: Argument): string {
  const parts = [
    a['mode'],
    a['name'] === undefined ? undefined : ident(String(a['name'])),
    a['type'],
    a['default'] === undefined ? undefined : `DEFAULT ${String(a['default'])}`,
  ];
  return parts.filter((p) => p !== undefined && p !== null).join(' ');
}

/** What the server reads as a list of names, quoted one by one; every other setting is one string. */
const lists = new Set(['search_path', 'local_preload_libraries', 'session_preload_libraries', 'temp_tablespaces']);

function setting(name: string, value: string): string {
  if (!lists.has(name)) return `SET ${ident(name)} TO ${literal(value).trim()}`;
  const names = [...value.matchAll(/"((?:[^"]|"")*)"|([^\s,"]+)/g)].map((m) => (m[1] === undefined ? m[2]! : m[1].replaceAll('""', '"')));
  return `SET ${ident(name)} TO ${names.length === 0 ? "''" : names.map((n) => literal(n).trim()).join(', ')}`;
}

/** A text between dollar signs that cannot end early, not even where it runs into its own end. */
export function dollars(body: string): string {
  let tag = '$$';
  for (let i = 0; (body + tag).indexOf(tag) !== body.length; i++) tag = i === 0 ? '$body$' : `$body${i}$`;
  return `${tag}${body}${tag}`;
}

export function routineSql(o: CatalogObject, verb: string, word: string): string {
  const lines = [`${verb} ${word} ${qualified(o.at.names)}(${records(o, 'arguments').map(argument).join(', ')})`];
  if (text(o, 'result') !== undefined) lines.push(`RETURNS ${text(o, 'result')!}`);
  lines.push(`LANGUAGE ${ident(text(o, 'language')!)}`);
  if (list(o, 'transforms').length > 0)
    lines.push(
      `TRANSFORM ${list(o, 'transforms')
        .map((t) => `FOR TYPE ${t}`)
        .join(', ')}`,
    );
  const words = [
    flag(o, 'window') ? 'WINDOW' : undefined,
    text(o, 'volatility'),
    flag(o, 'leakproof') ? 'LEAKPROOF' : undefined,
    flag(o, 'strict') ? 'STRICT' : undefined,
  ]
    .concat(flag(o, 'securityDefiner') ? 'SECURITY DEFINER' : undefined)
    .concat(text(o, 'parallel') === undefined ? undefined : `PARALLEL ${text(o, 'parallel')!}`)
    .concat(number(o, 'cost') === undefined ? undefined : `COST ${number(o, 'cost')!}`)
    .concat(number(o, 'rows') === undefined ? undefined : `ROWS ${number(o, 'rows')!}`)
    .concat(list(o, 'support').length === 0 ? undefined : `SUPPORT ${qualified(list(o, 'support'))}`)
    .filter((w) => w !== undefined);
  if (words.length > 0) lines.push(words.join(' '));
  for (const [name, value] of map(o, 'settings')) lines.push(setting(name, value));
  const body = text(o, 'body') ?? '';
  if (text(o, 'sqlBody') !== undefined) lines.push(text(o, 'sqlBody')!);
  else if (text(o, 'library') !== undefined) lines.push(`AS ${literal(text(o, 'library')!).trim()}, ${literal(body).trim()}`);
  else lines.push(`AS ${dollars(body)}`);
  return lines.join('\n');
}

/** CREATE OR REPLACE keeps the result, every argument's name and mode, and every default: else the routine is made anew. */
export function redefine(d: Difference, word: string): Outcome {
  const [was, is] = [records(d.from, 'arguments'), records(d.to, 'arguments')];
  const keeps =
    was.length === is.length &&
    was.every(
      (a, i) =>
        a['mode'] === is[i]!['mode'] &&
        a['type'] === is[i]!['type'] &&
        (a['name'] === undefined || a['name'] === is[i]!['name']) &&
        (a['default'] === undefined || is[i]!['default'] !== undefined),
    );
  if (!keeps || d.attrs.includes('result') || d.attrs.includes('window')) return 'replace';
  return { sql: routineSql(d.to, 'CREATE OR REPLACE', word), what: changed(d) } satisfies Draft;
}

function changed(d: Difference): string {
  const own = d.attrs.filter((a) => routineAttrs.includes(a));
  return own.map((a) => (a === 'sqlBody' ? 'body' : a)).join(', ');
}

/** One statement changes them all. */
export const routineAttrs: readonly string[] = [
  'body',
  'sqlBody',
  'arguments',
  'result',
  'language',
  'library',
  'window',
  'volatility',
  'parallel',
  'leakproof',
  'strict',
  'securityDefiner',
  'cost',
  'rows',
  'support',
  'transforms',
  'settings',
];

export function routineRename(word: string, from: CatalogObject, to: Address): Draft {
  const on = `ALTER ${word} ${signature(from.at)}`;
  return {
    sql: `${on} ${renamedTo(from.at.names, to.names)}`,
  };
}
