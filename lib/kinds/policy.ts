// Owns row-level security policies.
import { ident, qualified } from '../sql/quote.ts';
import { roleSql } from './privileges/acl-statements.ts';
import type { CatalogObject, Difference, Kind, Outcome } from './kind.ts';

const on = (o: CatalogObject): string => `POLICY ${ident(o.at.names[2]!)} ON ${qualified(o.at.names.slice(0, 2))}`;
const roles = (o: CatalogObject): string => (o.attrs['roles'] as readonly string[]).map((r) => roleSql(r)).join(', ');

export const policy: Kind = {
  name: 'policy',
  class: 'pg_policy',
  rank: 520,
  replaceable: true,
  ridesTypeChange: false,
  portable: ['permissive', 'command', 'roles'],

  query: () => `
    select p.oid::text as objid, 0 as objsubid, json_build_array(n.nspname, c.relname, p.polname) as names, null::json as args,
      json_build_object('kind', 'table', 'names', json_build_array(n.nspname, c.relname)) as within,
      null::int4 as ordinal, null::text as owner, null::json as acl,
      json_build_object(
        'permissive', p.polpermissive,
        'command', case p.polcmd when 'r' then 'SELECT' when 'a' then 'INSERT' when 'w' then 'UPDATE' when 'd' then 'DELETE' else 'ALL' end,
        'roles', (select json_agg(role order by role collate "C") from (
          select case when r = 0 then 'PUBLIC' when pg_get_userbyid(r) = current_user then '@runner'
            when pg_get_userbyid(r) ~ '^[A-Za-z_][A-Za-z0-9_$-]*$' and pg_get_userbyid(r) <> 'PUBLIC' then pg_get_userbyid(r)::text
            else to_json(pg_get_userbyid(r)::text)::text end as role
          from unnest(p.polroles) as r) as named),
        'using', pg_get_expr(p.polqual, p.polrelid),
        'check', pg_get_expr(p.polwithcheck, p.polrelid)
      ) as attrs
    from pg_policy p
    join pg_class c on c.oid = p.polrelid and c.relpersistence <> 't'
    join pg_namespace n on n.oid = c.relnamespace and {user_schemas:n}`,

  create: (o) => ({
    sql: `CREATE ${on(o)}${o.attrs['permissive'] === false ? ' AS RESTRICTIVE' : ''} FOR ${o.attrs['command'] as string} TO ${roles(o)}${expressions(o)}`,
  }),
  drop: (o) => ({ sql: `DROP ${on(o)}` }),

  together: [['roles', 'using', 'check']],
  alter: { roles: (d) => change(d), using: (d) => change(d), check: (d) => change(d), permissive: 'replace', command: 'replace' },

  rename: (from, to) => ({ sql: `ALTER ${on(from)} RENAME TO ${ident(to.names[2]!)}` }),
  commentOn: on,
};

function expressions(o: CatalogObject): string {
  const [using, check] = [o.attrs['using'], o.attrs['check']];
  return `${using == null ? '' : ` USING (${using as string})`}${check == null ? '' : ` WITH CHECK (${check as string})`}`;
}

/** ALTER POLICY can set an expression and cannot take one away. */
function change(d: Difference): Outcome {
  const lost = (name: string): boolean => d.from.attrs[name] != null && d.to.attrs[name] == null;
  return lost('using') || lost('check') ? 'replace' : { sql: `ALTER ${on(d.to)} TO ${roles(d.to)}${expressions(d.to)}` };
}
