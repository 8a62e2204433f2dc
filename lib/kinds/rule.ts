// Owns rewrite rules, all but the one that makes a view a view.
import { ident, qualified } from '../sql/quote.ts';
import type { CatalogObject, Draft, Kind } from './kind.ts';
import { relationKind } from './names/relation-kind.ts';
import { trailing } from './attributes/trailing.ts';

const table = (o: CatalogObject): string => qualified(o.at.names.slice(0, 2));
const name = (o: CatalogObject): string => ident(o.at.names[2]!);

export const rule: Kind = {
  name: 'rule',
  class: 'pg_rewrite',
  rank: 510,
  replaceable: true,
  ridesTypeChange: false,
  portable: ['enabled'],

  query: () => `
    select r.oid::text as objid, 0 as objsubid, json_build_array(n.nspname, c.relname, r.rulename) as names, null::json as args,
      json_build_object('kind', ${relationKind('c')}, 'names', json_build_array(n.nspname, c.relname)) as within,
      null::int4 as ordinal, null::text as owner, null::json as acl,
      json_build_object(
        'definition', rtrim(pg_get_ruledef(r.oid), ';'),
        'enabled', case r.ev_enabled when 'D' then 'disabled' when 'R' then 'replica' when 'A' then 'always' end
      ) as attrs
    from pg_rewrite r
    join pg_class c on c.oid = r.ev_class and c.relpersistence <> 't'
    join pg_namespace n on n.oid = c.relnamespace and {user_schemas:n}
    where r.rulename <> '_RETURN' or c.relkind not in ('v', 'm')`,

  create: (o) => [{ sql: o.attrs['definition'] as string }, ...trailing(o, o.attrs['enabled'] == null ? [] : [firing(o)])],
  drop: (o) => ({ sql: `DROP RULE ${name(o)} ON ${table(o)}` }),
  alter: {
    // The rule keeps the state in which it fires.
    definition: (d) => ({ sql: (d.to.attrs['definition'] as string).replace(/^CREATE RULE /, 'CREATE OR REPLACE RULE ') }),
    enabled: (d) => firing(d.to),
  },
  rename: (from, to) => ({ sql: `ALTER RULE ${name(from)} ON ${table(from)} RENAME TO ${ident(to.names[2]!)}` }),
  commentOn: (o) => `RULE ${name(o)} ON ${table(o)}`,
};

function firing(o: CatalogObject): Draft {
  const words: { readonly [state: string]: string } = { disabled: 'DISABLE RULE', replica: 'ENABLE REPLICA RULE', always: 'ENABLE ALWAYS RULE' };
  return { sql: `ALTER TABLE ${table(o)} ${words[(o.attrs['enabled'] ?? '') as string] ?? 'ENABLE RULE'} ${name(o)}`, what: 'firing' };
}
