// Owns aggregates: plain, ordered-set and hypothetical-set, with their moving forms.
import { qualified } from '../sql/quote.ts';
import { aclDelta } from './privileges/acl.ts';
import { flag, map, text } from './attributes/attr.ts';
import type { CatalogObject, Difference, Kind, Outcome } from './kind.ts';
import { renamedTo } from './names/renamed-to.ts';
import { argsSql, signature } from './routines/routine.ts';
import { routineName } from './names/routine-name.ts';

/** Ordered-set aggregates are named with their ORDER BY, and no arguments are a star. */
const named = (o: CatalogObject): string => `${qualified(o.at.names)}(${text(o, 'signature') ?? '*'})`;

function create(o: CatalogObject, verb: string): string {
  const options = [...map(o, 'options')].map(([option, value]) => `${option} = ${value}`);
  if (flag(o, 'hypothetical')) options.push('HYPOTHETICAL');
  return `${verb} AGGREGATE ${named(o)} (\n  ${options.join(',\n  ')}\n)`;
}

function redefine(d: Difference): Outcome {
  if (['signature', 'result', 'hypothetical'].some((a) => d.attrs.includes(a))) return 'replace';
  return { sql: create(d.to, 'CREATE OR REPLACE'), what: 'definition' };
}

const modify = (column: string): string =>
  `CASE WHEN ${column} <> CASE WHEN g.aggkind = 'n' THEN 'r' ELSE 'w' END THEN CASE ${column} WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE' ELSE 'READ_WRITE' END END`;

/** In the order the manual lists them. */
const options: readonly (readonly [string, string])[] = [
  ['SFUNC', routineName('g.aggtransfn')],
  ['STYPE', 'pg_catalog.format_type(g.aggtranstype, NULL)'],
  ['SSPACE', 'NULLIF(g.aggtransspace, 0)::pg_catalog.text'],
  ['FINALFUNC', routineName('g.aggfinalfn')],
  ['FINALFUNC_EXTRA', `CASE WHEN g.aggfinalextra THEN 'true' END`],
  ['FINALFUNC_MODIFY', `CASE WHEN g.aggfinalfn <> 0 THEN ${modify('g.aggfinalmodify')} END`],
  ['COMBINEFUNC', routineName('g.aggcombinefn')],
  ['SERIALFUNC', routineName('g.aggserialfn')],
  ['DESERIALFUNC', routineName('g.aggdeserialfn')],
  ['INITCOND', 'pg_catalog.quote_literal(g.agginitval)'],
  ['MSFUNC', routineName('g.aggmtransfn')],
  ['MINVFUNC', routineName('g.aggminvtransfn')],
  ['MSTYPE', `CASE WHEN g.aggmtranstype <> 0 THEN pg_catalog.format_type(g.aggmtranstype, NULL) END`],
  ['MSSPACE', 'NULLIF(g.aggmtransspace, 0)::pg_catalog.text'],
  ['MFINALFUNC', routineName('g.aggmfinalfn')],
  ['MFINALFUNC_EXTRA', `CASE WHEN g.aggmfinalextra THEN 'true' END`],
  ['MFINALFUNC_MODIFY', `CASE WHEN g.aggmfinalfn <> 0 THEN ${modify('g.aggmfinalmodify')} END`],
  ['MINITCOND', 'pg_catalog.quote_literal(g.aggminitval)'],
  [
    'SORTOP',
    `(SELECT 'OPERATOR(' || pg_catalog.quote_ident(sn.nspname) || '.' || s.oprname || ')' FROM pg_catalog.pg_operator s
      JOIN pg_catalog.pg_namespace sn ON sn.oid = s.oprnamespace WHERE s.oid = g.aggsortop)`,
  ],
  ['PARALLEL', `CASE p.proparallel WHEN 's' THEN 'SAFE' WHEN 'r' THEN 'RESTRICTED' END`],
];

export const aggregate: Kind = {
  name: 'aggregate',
  class: 'pg_proc',
  among: ['pg_proc a'],
  rank: 55,
  query: () => `
    SELECT p.oid::pg_catalog.text AS objid, 0 AS objsubid, pg_catalog.json_build_array(n.nspname, p.proname) AS names, ${argsSql} AS args,
      NULL::pg_catalog.json AS within, NULL::pg_catalog.int4 AS ordinal, pg_catalog.pg_get_userbyid(p.proowner)::pg_catalog.text AS owner,
      ${aclDelta('p.proacl', 'f', 'p.proowner')} AS acl,
      pg_catalog.json_build_object('signature', NULLIF(pg_catalog.pg_get_function_arguments(p.oid), ''), 'result', pg_catalog.pg_get_function_result(p.oid),
        'hypothetical', CASE WHEN g.aggkind = 'h' THEN true END,
        'options', pg_catalog.json_strip_nulls(pg_catalog.json_build_object(${options.map(([name, sql]) => `'${name}', ${sql}`).join(',\n          ')}))) AS attrs
    FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_aggregate g ON g.aggfnoid = p.oid JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
    WHERE {user_schemas:n}`,
  create: (o) => ({ sql: create(o, 'CREATE') }),
  drop: (o) => ({ sql: `DROP AGGREGATE ${named(o)}` }),
  together: [['options', 'signature', 'result', 'hypothetical']],
  alter: { options: redefine },
  rename: (from, to) => ({
    sql: `ALTER AGGREGATE ${named(from)} ${renamedTo(from.at.names, to.names)}`,
  }),
  replaceable: true,
  commentOn: (o) => `AGGREGATE ${named(o)}`,
  ownerOn: (o) => `AGGREGATE ${named(o)}`,
  grantOn: (o) => `FUNCTION ${signature(o.at)}`,
  privileges: () => ['EXECUTE'],
  portable: ['comment'],
};
