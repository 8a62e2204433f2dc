// Owns operators. Arguments are the operand types, NONE for the missing left one. Two that name each other may be made in either
// order: the first one leaves a place that the second one fills.
import { ident } from '../sql/quote.ts';
import { flag, text } from './attributes/attr.ts';
import type { CatalogObject, Draft, Kind } from './kind.ts';
import { routineName } from './names/routine-name.ts';

const bare = (names: readonly string[]): string => `${ident(names[0]!)}.${names[1]!}`;
const name = (o: CatalogObject): string => `OPERATOR ${bare(o.at.names)} (${o.at.args.join(', ')})`;

function create(o: CatalogObject): string {
  const [left, right] = o.at.args;
  const options = [`FUNCTION = ${text(o, 'function')!}`];
  if (left !== 'NONE') options.push(`LEFTARG = ${left!}`);
  if (right !== 'NONE') options.push(`RIGHTARG = ${right!}`);
  if (text(o, 'commutator') !== undefined) options.push(`COMMUTATOR = OPERATOR(${text(o, 'commutator')!})`);
  if (text(o, 'negator') !== undefined) options.push(`NEGATOR = OPERATOR(${text(o, 'negator')!})`);
  if (text(o, 'restrict') !== undefined) options.push(`RESTRICT = ${text(o, 'restrict')!}`);
  if (text(o, 'join') !== undefined) options.push(`JOIN = ${text(o, 'join')!}`);
  if (flag(o, 'hashes')) options.push('HASHES');
  if (flag(o, 'merges')) options.push('MERGES');
  return `CREATE OPERATOR ${bare(o.at.names)} (${options.join(', ')})`;
}

const estimator = (o: CatalogObject, attr: 'restrict' | 'join'): Draft => ({
  sql: `ALTER ${name(o)} SET (${attr.toUpperCase()} = ${text(o, attr) ?? 'NONE'})`,
  what: attr,
});
const other = (oid: string): string =>
  `(select quote_ident(xn.nspname) || '.' || x.oprname from pg_operator x join pg_namespace xn on xn.oid = x.oprnamespace where x.oid = ${oid})`;
const operand = (oid: string): string => `case when ${oid} = 0 then 'NONE' else format_type(${oid}, null) end`;

export const operator: Kind = {
  name: 'operator',
  class: 'pg_operator',
  rank: 57,
  query: () => `
    select o.oid::text as objid, 0 as objsubid, json_build_array(n.nspname, o.oprname) as names, json_build_array(${operand('o.oprleft')}, ${operand('o.oprright')}) as args,
      null::json as within, null::int4 as ordinal, pg_get_userbyid(o.oprowner)::text as owner, null::json as acl,
      json_build_object('function', ${routineName('o.oprcode')}, 'commutator', ${other('o.oprcom')}, 'negator', ${other('o.oprnegate')},
        'restrict', ${routineName('o.oprrest')}, 'join', ${routineName('o.oprjoin')},
        'hashes', case when o.oprcanhash then true end, 'merges', case when o.oprcanmerge then true end) as attrs
    from pg_operator o join pg_namespace n on n.oid = o.oprnamespace where o.oprcode <> 0 and {user_schemas:n}`,
  create: (o) => ({ sql: create(o) }),
  drop: (o) => ({ sql: `DROP ${name(o)}` }),
  alter: {
    function: 'replace',
    commutator: 'replace',
    negator: 'replace',
    hashes: 'replace',
    merges: 'replace',
    restrict: (d) => estimator(d.to, 'restrict'),
    join: (d) => estimator(d.to, 'join'),
  },
  rename: (from, to) => ({ sql: `ALTER ${name(from)} SET SCHEMA ${ident(to.names[0]!)}` }),
  replaceable: true,
  commentOn: name,
  ownerOn: name,
  portable: ['hashes', 'merges', 'comment'],
};
