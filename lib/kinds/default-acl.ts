// Owns default privileges: what new objects of a role are granted. Names are the role ("@runner" for the connected one) and,
// where they hold in one schema only, that schema; the argument is the class of objects.
import { ident } from '../sql/quote.ts';
import { aclDelta, type AclClass } from './privileges/acl.ts';
import { aclStatements } from './privileges/acl-statements.ts';
import { list } from './attributes/attr.ts';
import type { CatalogObject, Context, Draft, Kind } from './kind.ts';

/** pg_default_acl's letters, acldefault()'s, and the words of the statement. */
const classes: readonly (readonly [string, AclClass, string])[] = [
  ['r', 'r', 'TABLES'],
  ['S', 's', 'SEQUENCES'],
  ['f', 'f', 'FUNCTIONS'],
  ['T', 'T', 'TYPES'],
  ['n', 'n', 'SCHEMAS'],
  ['L', 'L', 'LARGE OBJECTS'],
];

/** Without a schema the row stands in place of the built-in default; with one it only adds to it. */
function delta(letter: AclClass): string {
  const base = `CASE WHEN d.defaclnamespace = 0 THEN acldefault('${letter}', d.defaclrole) ELSE NULL END`;
  return aclDelta('d.defaclacl', letter, 'd.defaclrole', base);
}

function statements(o: CatalogObject, from: readonly string[], to: readonly string[], ctx: Context): Draft[] {
  const [role, schema] = o.at.names;
  const head = `ALTER DEFAULT PRIVILEGES FOR ROLE ${role === '@runner' ? 'CURRENT_USER' : ident(role!)}${schema === undefined ? '' : ` IN SCHEMA ${ident(schema)}`}`;
  return aclStatements(from, to, { on: `ON ${o.at.args[0]!} `, owner: role!, floor: ctx.floor }).map(({ sql }) => ({ sql: `${head} ${sql}` }));
}

export const defaultAcl: Kind = {
  name: 'default acl',
  class: 'pg_default_acl',
  rank: 700,
  actsOnLater: true,
  query: () => `
    select d.oid::text as objid, 0 as objsubid, array_to_json(array_remove(array[
        case when pg_get_userbyid(d.defaclrole) = current_user then '@runner' else pg_get_userbyid(d.defaclrole)::text end, n.nspname::text], null)) as names,
      json_build_array(case d.defaclobjtype ${classes.map(([letter, , word]) => `when '${letter}' then '${word}'`).join(' ')} end) as args,
      null::json as within, null::int4 as ordinal, null::text as owner, null::json as acl,
      json_build_object('privileges', case d.defaclobjtype ${classes.map(([letter, acl]) => `when '${letter}' then ${delta(acl)}`).join('\n        ')} end) as attrs
    from pg_default_acl d left join pg_namespace n on n.oid = d.defaclnamespace
    where d.defaclnamespace = 0 or {user_schemas:n}`,
  create: (o, ctx) => statements(o, [], list(o, 'privileges'), ctx),
  drop: (o, ctx) => statements(o, list(o, 'privileges'), [], ctx),
  alter: { privileges: (d, ctx) => statements(d.to, list(d.from, 'privileges'), list(d.to, 'privileges'), ctx) },
  replaceable: true,
  needsServer: (o) => (o.at.args[0] === 'LARGE OBJECTS' ? { major: 18, what: 'default privileges on large objects' } : undefined),
};
