// Recognises what decides who may do what: grants, default privileges, roles.
import { plainName } from '../sql/clause.ts';
import type { Ast } from '../sql/parse.ts';
import { kindOf, namesOf, stringsOf } from '../sql/names.ts';
import { found, type Asked, type Found, type Recogniser } from './found.ts';
import { freshObject } from './rename.ts';
import type { Relation } from './relation.ts';

const roles = (list: Ast[] | undefined): string =>
  (list ?? []).map((r) => (r.RoleSpec.roletype === 'ROLESPEC_PUBLIC' ? 'PUBLIC' : (r.RoleSpec.rolename ?? 'the current user'))).join(', ');
const privileges = (list: Ast[] | undefined): string =>
  list === undefined || list.length === 0 ? 'ALL' : list.map((p) => String(p.AccessPriv.priv_name ?? 'ALL').toUpperCase()).join(', ');

export const grant: Recogniser = (body, asked) => {
  const { state } = asked;
  const kind = kindOf(body.objtype);
  const public_ = ((body.grantees ?? []) as Ast[]).some((g) => g.RoleSpec.roletype === 'ROLESPEC_PUBLIC');
  const objects = (body.objects ?? []) as Ast[];
  const rels: Relation[] = objects.filter((o) => o.RangeVar !== undefined).map((o) => state.relation(namesOf(o.RangeVar)));
  const others = objects.filter((o) => o.RangeVar === undefined);
  const inSchema = body.targtype === 'ACL_TARGET_ALL_IN_SCHEMA';
  const fresh = !inSchema && objects.length > 0 && rels.every((r) => r.made) && others.every((o) => freshObject(body.objtype, stringsOf(o), asked));
  const shown = objects.map((o) => plainName(stringsOf(o))).join(', ');
  const object = inSchema ? `all ${kind}s in schema ${shown}` : `${kind} ${shown}`;
  const d = { others: rels, slots: { role: roles(body.grantees), privilege: privileges(body.privileges) } };
  if (body.is_grant === true) {
    if (public_ || body.grant_option === true) return [found('grant-all-public', object, { ...d, fresh: false })];
    return [found(fresh ? 'grant-new' : 'grant-table', object, { ...d, fresh })];
  }
  return [found(fresh ? 'grant-new' : public_ ? 'revoke-public' : 'revoke-table', object, { ...d, fresh })];
};

export const grantRole: Recogniser = (body) => [found('alter-role-superuser', `role ${roles(body.grantee_roles)}`)];

export const defaultPrivileges: Recogniser = (body) => {
  const action = body.action;
  const d = { slots: { role: roles(action.grantees), privilege: `${privileges(action.privileges)} on every ${kindOf(action.objtype)} made from now on` } };
  return [found(action.is_grant === true ? 'alter-default-privileges' : 'default-privileges-revoke', 'default privileges', d)];
};

const powers = new Set(['superuser', 'bypassrls', 'createrole', 'createdb', 'isreplication', 'addroleto', 'rolemembers', 'adminmembers']);

export const createRole: Recogniser = (body) => {
  const strong = ((body.options ?? []) as Ast[]).some(
    (o) => powers.has(o.DefElem.defname) && !(o.DefElem.arg?.Boolean !== undefined && o.DefElem.arg.Boolean.boolval !== true),
  );
  return [found(strong ? 'alter-role-superuser' : 'create-role', `role ${plainName([body.role])}`)];
};

export const alterRole: Recogniser = (body) => [found('alter-role-superuser', `role ${body.role?.rolename ?? 'ALL'}`)];
export const roleSettings: Recogniser = (body) => [found('role-settings', `role ${body.role?.rolename ?? 'ALL'}`)];
export const dropRole: Recogniser = (body) => [found('drop-role', `role ${roles(body.roles)}`)];

const extent = (body: Ast): string =>
  ((body.pubobjects ?? []) as Ast[])
    .map((o) => o.PublicationObjSpec.pubtable?.relation)
    .filter((r) => r !== undefined)
    .map((r) => plainName(namesOf(r)))
    .join(', ');
const tablesOf = (body: Ast, { state }: Asked): Relation[] =>
  ((body.pubobjects ?? []) as Ast[])
    .map((o) => o.PublicationObjSpec.pubtable?.relation)
    .filter((r) => r !== undefined)
    .map((r) => state.relation(namesOf(r)));

export const createPublication: Recogniser = (body, asked): Found[] => {
  const tables = tablesOf(body, asked);
  const object = `publication ${plainName([body.pubname])}`;
  if (tables.length === 0) return [found('create-publication-table', object)];
  return tables.map((t) => found('create-publication-table', object, { target: t, fresh: false }));
};

export const alterPublication: Recogniser = (body, asked): Found[] => {
  const object = `publication ${plainName([body.pubname])}${extent(body) === '' ? '' : ` (${extent(body)})`}`;
  const had =
    body.action === 'AP_SetObjects'
      ? asked.state
          .inside('publication', [body.pubname])
          .filter((o) => o.at.kind === 'publication relation')
          .map((o) => asked.state.relation(o.at.names.slice(1)))
      : [];
  const tables = [...new Set([...tablesOf(body, asked), ...had])];
  const op =
    body.action === 'AP_AddObjects' && body.options === undefined
      ? 'create-publication-table'
      : body.action === 'AP_DropObjects'
        ? 'alter-publication-drop-table'
        : 'alter-publication';
  return tables.length === 0 ? [found(op, object)] : tables.map((t) => found(op, object, { target: t, fresh: false }));
};
