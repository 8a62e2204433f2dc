// Owns privileges, one rule for every kind. An `acl` attribute is a delta against what the server grants by itself:
// "+role:PRIV" granted, "+role:PRIV*" with grant option, "-role:PRIV" a default taken away. PRIV is ALL when the set is
// full. Roles: PUBLIC, "@owner" (whoever owns the object), "@runner" (the connected role), a plain name, or a JSON string.
// Grantors are left out: a delta says who may do what, not who said so.
import { compareText } from '../catalog/address.ts';
import { ident } from '../sql/quote.ts';
import { defaultsInForce } from './default-privileges.ts';
import type { Attrs, CatalogObject, Context, Draft, Kind } from './kind.ts';

/** acldefault()'s letters. */
export type AclClass = 'c' | 'r' | 's' | 'f' | 'l' | 'L' | 'n' | 'p' | 't' | 'F' | 'S' | 'T' | 'd';

/**
 * An SQL expression: a sorted json array of entries, or null when nothing differs from the default.
 * `objtype` is acldefault()'s letter ('c' for columns). `base` replaces acldefault() where a server starts with more.
 */
export function aclDelta(acl: string, objtype: AclClass, owner: string, base = `pg_catalog.acldefault('${objtype}', ${owner})`): string {
  const full =
    objtype === 'c'
      ? '4'
      : `(SELECT count(*) FROM pg_catalog.aclexplode(pg_catalog.acldefault('${objtype}', (SELECT owner FROM who))) d WHERE d.grantee = (SELECT owner FROM who))`;
  return `CASE WHEN ${acl} IS NULL THEN NULL ELSE (
    WITH who AS (SELECT ${owner} AS owner),
    has AS (SELECT grantee, privilege_type AS p, pg_catalog.bool_or(is_grantable) AS g FROM pg_catalog.aclexplode(${acl}) GROUP BY 1, 2),
    base AS (SELECT grantee, privilege_type AS p, pg_catalog.bool_or(is_grantable) AS g FROM pg_catalog.aclexplode(${base}) GROUP BY 1, 2),
    sets AS (
      SELECT COALESCE(h.grantee, b.grantee) AS grantee, CASE WHEN h.p IS NULL THEN '-' ELSE '+' END AS sign,
        CASE WHEN h.g THEN '*' ELSE '' END AS star, pg_catalog.array_agg(COALESCE(h.p, b.p)) AS ps
      FROM has h FULL JOIN base b ON h.grantee = b.grantee AND h.p = b.p
      WHERE h.p IS NULL OR b.p IS NULL OR h.g IS DISTINCT FROM b.g GROUP BY 1, 2, 3),
    entries AS (
      SELECT sign || CASE
          WHEN grantee = 0 THEN 'PUBLIC'
          WHEN grantee = (SELECT owner FROM who) THEN '@owner'
          WHEN pg_catalog.pg_get_userbyid(grantee) = CURRENT_USER THEN '@runner'
          WHEN pg_catalog.pg_get_userbyid(grantee) ~ '^[A-Za-z_][A-Za-z0-9_$-]*$' AND pg_catalog.pg_get_userbyid(grantee) <> 'PUBLIC'
            THEN pg_catalog.pg_get_userbyid(grantee)::pg_catalog.text
          ELSE pg_catalog.to_json(pg_catalog.pg_get_userbyid(grantee)::pg_catalog.text)::pg_catalog.text END || ':' || p || star AS e
      FROM sets, pg_catalog.unnest(CASE WHEN pg_catalog.cardinality(ps) > 1 AND pg_catalog.cardinality(ps) = ${full} THEN ARRAY['ALL'] ELSE ps END) p)
    SELECT pg_catalog.json_agg(e ORDER BY e COLLATE "C") FROM entries) END`;
}

interface Entry {
  readonly sign: '+' | '-';
  readonly role: string;
  readonly privilege: string;
  readonly star: boolean;
}

const shape = /^([+-])("(?:[^"\\]|\\.)*"|[^":]+):([A-Z ]+)(\*?)$/s;

function parse(entry: string): Entry {
  const m = shape.exec(entry);
  if (m === null) throw new Error(`not a privilege entry: ${entry}`);
  return { sign: m[1] as '+' | '-', role: m[2]!, privilege: m[3]!, star: m[4] === '*' };
}

/** The roles a delta names, as they stand in pg_roles; tokens and PUBLIC left out. */
export function aclRoles(entries: readonly string[]): string[] {
  const roles = entries.map((e) => parse(e).role).filter((r) => r !== 'PUBLIC' && !r.startsWith('@'));
  return [...new Set(roles.map(unquoted))].sort(compareText);
}

function unquoted(role: string): string {
  return role.startsWith('"') ? (JSON.parse(role) as string) : role;
}

/** GRANT and REVOKE statements that turn the privileges of `from` (null: just created) into those of `to`. */
export function aclDrafts(kind: Kind, from: CatalogObject | null, to: CatalogObject | null, ctx: Context): Draft[] {
  if (to === null) return [];
  const target = kind.grantOn?.(to);
  if (target === undefined) return [];
  const column = kind.grantColumn?.(to);
  const before = from === null ? defaultsInForce(target, to, ctx) : entriesOf(from);
  const place = { on: `ON ${target} `, owner: ownerOf(to), column };
  const statements = aclStatements(before, entriesOf(to), place);
  return [...statements, ...columnsAgain(statements, to, place, ctx)].map((sql) => ({
    sql,
    what: 'privileges',
    ...(from === null ? { needs: [to.at] } : {}),
  }));
}

/** A REVOKE on a table takes the same privileges on its columns along: those that stay are granted again. */
function columnsAgain(statements: readonly string[], table: CatalogObject, place: Place, ctx: Context): string[] {
  const revokes = statements.filter((s) => s.startsWith('REVOKE '));
  if (place.column !== undefined || revokes.length === 0) return [];
  const own = ctx.children(table.at).map((column) => [column.at.names.at(-1)!, entriesOf(column)] as const);
  const ofView = Object.keys((table.attrs['columnPrivileges'] ?? {}) as Attrs).map((name) => [name, columnEntries(table, name)] as const);
  return [...own, ...ofView].flatMap(([name, entries]) => {
    const lost = entries.filter((e) => revokes.some((s) => s.endsWith(` FROM ${roleSql(parse(e).role, place.owner)}`)));
    return aclStatements([], lost, { ...place, column: ident(name) });
  });
}

/** Of a view, which has what is granted on its columns as an attribute. */
export function columnEntries(view: CatalogObject, column: string): readonly string[] {
  const own = ((view.attrs['columnPrivileges'] ?? {}) as Attrs)[column];
  return Array.isArray(own) ? own.map(String) : [];
}

function ownerOf(o: CatalogObject): string {
  return typeof o.attrs.owner === 'string' ? o.attrs.owner : '@runner';
}

function entriesOf(o: CatalogObject): readonly string[] {
  return Array.isArray(o.attrs.acl) ? o.attrs.acl.map(String) : [];
}

interface Place {
  /** "ON TABLE x " */
  readonly on: string;
  readonly owner: string;
  readonly column?: string | undefined;
}

/** Statements from one delta to another, grantee by grantee: what goes first, then what comes. */
export function aclStatements(before: readonly string[], after: readonly string[], place: Place): string[] {
  const [f, t] = [before.map(parse), after.map(parse)];
  const roles = [...new Set([...f, ...t].map((e) => e.role))].sort(compareText);
  return roles.flatMap((role) =>
    roleStatements(
      role,
      f.filter((e) => e.role === role),
      t.filter((e) => e.role === role),
      place,
    ),
  );
}

function roleStatements(role: string, from: readonly Entry[], to: readonly Entry[], place: Place): string[] {
  const same = (a: Entry, b: Entry): boolean => a.sign === b.sign && a.privilege === b.privilege && a.star === b.star;
  const gone = from.filter((a) => !to.some((b) => same(a, b)));
  const come = to.filter((a) => !from.some((b) => same(a, b)));
  const comes = (sign: string, privilege: string): Entry | undefined =>
    come.find((e) => e.sign === sign && (e.privilege === privilege || e.privilege === 'ALL'));
  // The owner's own defaults carry no star: taking the star away leaves the privilege.
  const onlyStar = (e: Entry): boolean =>
    e.star &&
    ((role === '@owner' && place.column === undefined && comes('-', e.privilege) === undefined) ||
      come.some((c) => c.sign === '+' && c.privilege === e.privilege));
  const plus = gone.filter((e) => e.sign === '+');
  const options = plus.filter(onlyStar);
  const revokes = plus.filter((e) => !onlyStar(e) && (e.star || comes('+', e.privilege) === undefined));
  const restores = gone.filter((e) => e.sign === '-' && comes('-', e.privilege) === undefined && comes('+', e.privilege) === undefined);
  // A privilege that only loses its star is already there.
  const grants = come.filter((e) => e.sign === '+' && !(!e.star && options.some((o) => o.privilege === e.privilege)));

  const names = (entries: readonly Entry[]): string =>
    [...new Set(entries.map((e) => e.privilege))]
      .sort(compareText)
      .map((p) => (place.column === undefined ? p : `${p} (${place.column})`))
      .join(', ');
  const who = roleSql(role, place.owner);
  const statement = (entries: readonly Entry[], verb: string, link: string, tail = ''): string[] =>
    entries.length === 0 ? [] : [`${verb} ${names(entries)} ${place.on}${link} ${who}${tail}`];
  return [
    ...statement(options, 'REVOKE GRANT OPTION FOR', 'FROM'),
    ...statement(revokes, 'REVOKE', 'FROM'),
    ...statement(restores, 'GRANT', 'TO'),
    ...statement(
      come.filter((e) => e.sign === '-'),
      'REVOKE',
      'FROM',
    ),
    ...statement(
      grants.filter((e) => !e.star),
      'GRANT',
      'TO',
    ),
    ...statement(
      grants.filter((e) => e.star),
      'GRANT',
      'TO',
      ' WITH GRANT OPTION',
    ),
  ];
}

/** A role as GRANT and OWNER TO write it. */
export function roleSql(role: string, owner = '@runner'): string {
  if (role === 'PUBLIC') return 'PUBLIC';
  if (role === '@runner') return 'CURRENT_USER';
  if (role === '@owner') return owner === '@runner' ? 'CURRENT_USER' : ident(owner);
  return ident(unquoted(role));
}
