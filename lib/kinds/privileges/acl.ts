// Owns privileges, one rule for every kind. An `acl` attribute is a delta against what the server grants by itself:
// "+role:PRIV" granted, "+role:PRIV*" with grant option, "-role:PRIV" a default taken away, "+role:PRIV/other" granted by another
// than the owner. PRIV is ALL when the set is full. Roles: PUBLIC, "@owner" (whoever owns the object), "@runner" (the connected
// role), a plain name, or a JSON string.
import { keyOf } from '../../catalog/address.ts';
import { ident } from '../../sql/quote.ts';
import { parse } from './acl-entry.ts';
import { list } from '../attributes/attr.ts';
import { aclStatements, roleSql, type Place, type Said } from './acl-statements.ts';
import { defaultsInForce } from './default-privileges.ts';
import type { Attrs, Catalog, CatalogObject, Context, Draft, Kind } from '../kind.ts';

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
  const exploded = (
    list: string,
  ): string => `(SELECT grantee, CASE WHEN grantor = (SELECT owner FROM who) THEN 0::pg_catalog.oid ELSE grantor END AS by, privilege_type AS p, pg_catalog.bool_or(is_grantable) AS g
      FROM pg_catalog.aclexplode(${list}) GROUP BY 1, 2, 3)`;
  return `CASE WHEN ${acl} IS NULL THEN NULL ELSE (
    WITH who AS (SELECT ${owner} AS owner),
    has AS ${exploded(acl)},
    base AS ${exploded(base)},
    sets AS (
      SELECT COALESCE(h.grantee, b.grantee) AS grantee, h.by, CASE WHEN h.p IS NULL THEN '-' ELSE '+' END AS sign,
        CASE WHEN h.g THEN '*' ELSE '' END AS star, pg_catalog.array_agg(COALESCE(h.p, b.p)) AS ps
      FROM has h FULL JOIN base b ON h.grantee = b.grantee AND h.p = b.p AND h.by = b.by
      WHERE h.p IS NULL OR b.p IS NULL OR h.g IS DISTINCT FROM b.g GROUP BY 1, 2, 3, 4),
    entries AS (
      SELECT sign || CASE WHEN grantee = 0 THEN 'PUBLIC' WHEN grantee = (SELECT owner FROM who) THEN '@owner' ELSE ${spelled('grantee')} END || ':' || p || star
        || CASE WHEN by IS NULL OR by = 0 THEN '' ELSE '/' || ${spelled('by')} END AS e
      FROM sets, pg_catalog.unnest(CASE WHEN pg_catalog.cardinality(ps) > 1 AND pg_catalog.cardinality(ps) = ${full} THEN ARRAY['ALL'] ELSE ps END) p)
    SELECT pg_catalog.json_agg(e ORDER BY e COLLATE "C") FROM entries) END`;
}

function spelled(oid: string): string {
  const name = `pg_catalog.pg_get_userbyid(${oid})`;
  return `CASE WHEN ${name} = CURRENT_USER THEN '@runner'
    WHEN ${name} ~ '^[A-Za-z_][A-Za-z0-9_$-]*$' AND ${name} <> 'PUBLIC' THEN ${name}::pg_catalog.text
    ELSE pg_catalog.to_json(${name}::pg_catalog.text)::pg_catalog.text END`;
}

/** GRANT and REVOKE statements that turn the privileges of `from` (null: just created) into those of `to`. */
export function aclDrafts(kind: Kind, from: CatalogObject | null, to: CatalogObject | null, ctx: Context): Draft[] {
  if (to === null) return [];
  const target = kind.grantOn?.(to);
  if (target === undefined) return [];
  const place = { on: `ON ${target} `, owner: ownerOf(to), column: kind.grantColumn?.(to), floor: ctx.floor };
  // There are none for columns: what a new table has from them it has for itself.
  const made = (): readonly string[] => (place.column === undefined ? defaultsInForce(target, to, ctx) : []);
  const [was, maker] = from === null ? [made(), '@runner'] : [entriesOf(from), ownerOf(from)];
  const before = handedOver(was, maker, ownerOf(to));
  const statements = aclStatements(before, entriesOf(to), place);
  const all = [...statements, ...columnsAgain(statements, to, place, ctx)];
  // What is granted on a column anew would go with what is taken from its table.
  const columns = [`columns ${place.on}`];
  return grantDrafts(all, to, place, ctx).map((d, i) => ({
    ...d,
    ...(all[i]!.is === 'grant' && place.column !== undefined ? { takes: [...(d.takes ?? []), ...columns] } : {}),
    ...(all[i]!.is === 'revoke' && place.column === undefined ? { frees: [...(d.frees ?? []), ...columns] } : {}),
    what: 'privileges',
    ...(from === null ? { needs: [to.at] } : {}),
  }));
}

/**
 * Entries when the object has another owner by now: what that one had is a part of owning it, but for a grant option, which stays beside it;
 * what it granted is the owner's.
 */
export function handedOver(entries: readonly string[], was: string, is: string): readonly string[] {
  if (was === is) return entries;
  return entries.flatMap((entry) => {
    const e = parse(entry);
    if (e.sign === '+' && e.role === is) return e.star ? [`+@owner:${e.privilege}*`] : [];
    return [e.by === is ? entry.slice(0, entry.lastIndexOf('/')) : entry];
  });
}

/** A REVOKE on a table takes the same privileges on its columns along, as far as the same role granted them: those that stay are granted again. */
function columnsAgain(statements: readonly Said[], table: CatalogObject, place: Place, ctx: Context): Said[] {
  const revokes = statements.filter((s) => s.is === 'revoke');
  if (place.column !== undefined || revokes.length === 0) return [];
  const own = ctx.children(table.at).map((column) => [column.at.names.at(-1)!, keptEntries(column, ctx)] as const);
  const ofView = Object.keys((table.attrs['columnPrivileges'] ?? {}) as Attrs).map((name) => [name, columnEntries(table, name)] as const);
  return [...own, ...ofView].flatMap(([name, entries]) => {
    const lost = entries.filter((entry) => {
      const e = parse(entry);
      return revokes.some((s) => s.by === e.by && roleSql(s.role, place.owner) === roleSql(e.role, place.owner));
    });
    return aclStatements([], lost, { ...place, column: ident(name) });
  });
}

/** Without what comes by statements of the column's own. */
function keptEntries(column: CatalogObject, ctx: Context): readonly string[] {
  const privilege = (entry: string): string => entry.replace(/\*(?=$|\/)/, '');
  const was = ctx.madeHere(column.at) ? undefined : ctx.current.objects.get(keyOf(column.at));
  const had = new Set(was === undefined ? [] : entriesOf(was).map(privilege));
  return entriesOf(column).filter((entry) => had.has(privilege(entry)));
}

/**
 * As drafts. Who grants as another than the owner does so while that role may: after it got the grant option, and what lets it into
 * the schema, and for taking back before it loses them.
 */
export function grantDrafts(statements: readonly Said[], o: CatalogObject, place: Place, ctx: Context): Draft[] {
  const grantors = new Set([...grantorsIn(ctx.current), ...grantorsIn(ctx.desired)]);
  if (grantors.size === 0) return statements.map(({ sql }) => ({ sql }));
  const schema = o.at.names.length > 1 ? `ON SCHEMA ${ident(o.at.names[0]!)} ` : undefined;
  return statements.map(({ sql, is, role, by }) => {
    const scopes = by === undefined ? [] : [`${by} ${place.on}`, ...(schema === undefined ? [] : [`${by} ${schema}`, `PUBLIC ${schema}`])];
    const own = grantors.has(role) || role === 'PUBLIC' ? [`${role} ${place.on}`] : [];
    return is === 'grant'
      ? { sql, frees: own.map((s) => `may grant ${s}`), takes: scopes.map((s) => `may grant ${s}`) }
      : { sql, frees: scopes.map((s) => `granted ${s}`), takes: own.map((s) => `granted ${s}`) };
  });
}

const known = new WeakMap<Catalog, ReadonlySet<string>>();

/** Roles that granted something which they do not own. */
function grantorsIn(catalog: Catalog): ReadonlySet<string> {
  const found =
    known.get(catalog) ??
    new Set(
      [...catalog.objects.values()].flatMap((o) => allEntries(o).flatMap((e) => (e.includes('/') ? [parse(e).by] : []))).filter((by) => by !== undefined),
    );
  known.set(catalog, found);
  return found;
}

const allEntries = (o: CatalogObject): readonly string[] =>
  o.attrs.acl === undefined && o.attrs['columnPrivileges'] == null && o.attrs['sequencePrivileges'] == null
    ? []
    : [...entriesOf(o), ...Object.keys((o.attrs['columnPrivileges'] ?? {}) as Attrs).flatMap((c) => columnEntries(o, c)), ...list(o, 'sequencePrivileges')];

/** Of a view, which has what is granted on its columns as an attribute. */
export function columnEntries(view: CatalogObject, column: string): readonly string[] {
  const own = ((view.attrs['columnPrivileges'] ?? {}) as Attrs)[column];
  return Array.isArray(own) ? own.map(String) : [];
}

export function ownerOf(o: CatalogObject): string {
  return typeof o.attrs.owner === 'string' ? o.attrs.owner : '@runner';
}

function entriesOf(o: CatalogObject): readonly string[] {
  return Array.isArray(o.attrs.acl) ? o.attrs.acl.map(String) : [];
}
