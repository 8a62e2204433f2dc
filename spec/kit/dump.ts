// The judge: a whole database as sorted lines, read from the system catalogs by code that lib/ knows nothing of.
import pg from 'pg';
import { catalogs, type SystemCatalog } from './dump-catalogs.ts';

type Cell = string | null;
interface Reference {
  readonly oid: string;
  readonly catalog: string;
}
interface Entry {
  readonly catalog: string;
  readonly label: string;
  readonly values: Record<string, Cell | readonly Cell[] | Reference | readonly Reference[]>;
}

const theirs = `nspname NOT IN ('pg_catalog', 'information_schema', 'tidemark') AND nspname !~ '^pg_(toast|temp)'`;
// what an extension made, and what hangs on that by itself (row types, indexes, sequences)
const members = `
  WITH RECURSIVE m AS (
    SELECT classid, objid FROM pg_depend WHERE deptype = 'e'
    UNION SELECT d.classid, d.objid FROM pg_depend d JOIN m ON d.refclassid = m.classid AND d.refobjid = m.objid WHERE d.deptype IN ('i', 'a'))
  SELECT classid::regclass::text, objid::text FROM m`;

/** One query inside a transaction: rows as arrays of texts. */
export type Rows = (sql: string, params?: unknown[]) => Promise<(string | null)[][]>;

/** Every user object of the database as sorted lines `<catalog> <name> <json>`. Connect as a superuser. */
export async function dump(url: string): Promise<string[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    return await dumpOn(async (text, values) => (await client.query({ text, values, rowMode: 'array' })).rows as (string | null)[][]);
  } finally {
    await client.end();
  }
}

/** The same through a connection that stands in a transaction. Leaves that transaction's settings changed. */
export async function dumpOn(rows: Rows): Promise<string[]> {
  for (const [setting, value] of [
    ['search_path', 'pg_catalog'],
    ['quote_all_identifiers', 'off'],
    ['extra_float_digits', '1'],
  ]) {
    await rows('SELECT pg_catalog.set_config($1, $2, true)', [setting, value]);
  }
  const columns = new Map<string, Map<string, string>>();
  for (const [catalog, name, type] of await rows(
    `SELECT a.attrelid::regclass::text, a.attname, a.atttypid::regtype::text FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
       WHERE c.relnamespace = 'pg_catalog'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum`,
  ))
    columns.set(catalog!, (columns.get(catalog!) ?? new Map()).set(name!, type!));
  const extension = new Set<string>();
  for (const [catalog, oid] of await rows(members)) extension.add(`${catalog} ${oid}`).add(`* ${oid}`);

  const entries: Entry[] = [];
  for (const [title, spec] of Object.entries(catalogs)) {
    const catalog = title.split(' ')[0]!;
    const known = columns.get(catalog);
    if (known === undefined) continue;
    const reads = readings(catalog, spec, known);
    const label = spec.label ?? `(pg_identify_object('${catalog}'::regclass, c.oid, 0)).identity`;
    const [owner, oid] = spec.of ?? [catalog, 'c.oid'];
    const sql = `SELECT (${label})::text, (${oid})::text, ${reads.map((r) => `${r.sql} AS "${r.name}"`).join(', ')} FROM ${catalog} c WHERE ${macros(spec.where)}`;
    for (const [name, of, ...cells] of await rows(sql)) {
      if (extension.has(`${owner} ${of}`)) continue;
      entries.push({
        catalog: title,
        label: (name ?? '?').replaceAll(' {"', ' {'),
        values: Object.fromEntries(reads.map((r, i) => [r.name, r.value(cells[i] ?? null)])),
      });
    }
  }
  const name = await names(entries, rows);
  return entries.map((e) => `${e.catalog} ${e.label} ${JSON.stringify(resolved(e.values, name))}`).sort();
}

interface Reading {
  readonly name: string;
  readonly sql: string;
  value(cell: Cell): Entry['values'][string];
}

function readings(catalog: string, spec: SystemCatalog, columns: ReadonlyMap<string, string>): Reading[] {
  const reads: Reading[] = [];
  for (const [name, type] of columns) {
    const to = spec.refs?.[name];
    if (name === 'oid' || spec.drop?.includes(name) === true || ['pg_node_tree', 'xid', 'anyarray'].includes(type)) continue;
    if (type === 'aclitem[]') reads.push({ name, sql: accessList(name, spec), value: (c) => c });
    else if (type === 'oid' && to !== undefined) reads.push({ name, sql: `c.${name}::text`, value: (c) => ({ oid: c ?? '0', catalog: to }) });
    else if (['oid[]', 'oidvector'].includes(type) && to !== undefined)
      reads.push({
        name,
        sql: `c.${name}::text`,
        value: (c) =>
          (c ?? '')
            .split(/[^0-9]+/)
            .filter(Boolean)
            .sort()
            .map((oid) => ({ oid, catalog: to })),
      });
    else if (/^(oid|oid\[\]|oidvector|int2vector|smallint\[\])$/.test(type))
      throw new Error(`the dump does not know what ${catalog}.${name} (${type}) points at`);
    else if (/(options|config|tags|publications)$/.test(name))
      reads.push({ name, sql: `(SELECT array_agg(x ORDER BY x) FROM unnest(c.${name}) x)::text`, value: (c) => c });
    else reads.push({ name, sql: `c.${name}::text`, value: (c) => c });
  }
  for (const [name, more] of Object.entries(spec.more ?? {})) {
    if (typeof more === 'string' || columns.has(more.needs))
      reads.push({ name, sql: `(${typeof more === 'string' ? more : more.sql})::text`, value: (c) => c });
  }
  return reads;
}

// an absent ACL and the default one mean the same, and the order of grants means nothing
function accessList(name: string, spec: SystemCatalog): string {
  const list = spec.acl === undefined ? `c.${name}` : `coalesce(c.${name}, acldefault(${spec.acl[1]}, c.${spec.acl[0]}))`;
  return `(SELECT array_agg(x::text ORDER BY x::text) FROM unnest(${list}) x)::text`;
}

function macros(where: string): string {
  return where
    .replace(/\{ns:(.*?)\}/g, `$1 IN (SELECT oid FROM pg_namespace WHERE ${theirs})`)
    .replace(/\{rel:(.*?)\}/g, `$1 IN (SELECT k.oid FROM pg_class k JOIN pg_namespace n ON n.oid = k.relnamespace WHERE ${theirs})`)
    .replace(/\{own:(.*?)\}/g, '$1 >= 16384');
}

async function names(entries: readonly Entry[], rows: Rows): Promise<Map<string, string>> {
  const wanted = new Map<string, Reference>();
  for (const e of entries)
    for (const v of Object.values(e.values))
      for (const r of [v].flat() as (Cell | Reference)[]) if (r !== null && typeof r === 'object') wanted.set(`${r.catalog} ${r.oid}`, r);
  const list = [...wanted.values()].filter((r) => r.oid !== '0');
  const found = await rows(`SELECT c, o, (pg_identify_object(c::regclass, o::oid, 0)).identity FROM unnest($1::text[], $2::text[]) AS u(c, o)`, [
    list.map((r) => r.catalog),
    list.map((r) => r.oid),
  ]);
  return new Map(found.map(([catalog, oid, identity]) => [`${catalog} ${oid}`, identity ?? `lost ${catalog}`]));
}

function resolved(values: Entry['values'], name: ReadonlyMap<string, string>): Record<string, unknown> {
  const one = (v: Cell | Reference): Cell => (v === null || typeof v === 'string' ? v : v.oid === '0' ? '-' : (name.get(`${v.catalog} ${v.oid}`) ?? '?'));
  return Object.fromEntries(
    Object.entries(values).map(([k, v]) => [k, Array.isArray(v) ? (v as (Cell | Reference)[]).map(one).sort() : one(v as Cell | Reference)]),
  );
}

/** What differs, in words: `- <object>` is only in `a`, `+ <object>` only in `b`, `~ <object> <attribute>: x -> y`. Empty when equal. */
export function compareDumps(a: readonly string[], b: readonly string[], limit = 20): string[] {
  const left = byObject(a);
  const right = byObject(b);
  const lines: string[] = [];
  for (const object of [...new Set([...left.keys(), ...right.keys()])].sort()) {
    const x = left.get(object);
    const y = right.get(object);
    if (x === y) continue;
    if (y === undefined) lines.push(`- ${object}`);
    else if (x === undefined) lines.push(`+ ${object}`);
    else lines.push(...attributes(object, JSON.parse(x) as Record<string, unknown>, JSON.parse(y) as Record<string, unknown>));
    if (lines.length >= limit) return [...lines.slice(0, limit), '… and more'];
  }
  return lines;
}

function byObject(lines: readonly string[]): Map<string, string> {
  const objects = new Map<string, string>();
  for (const line of lines) {
    const cut = line.indexOf(' {"');
    let object = line.slice(0, cut);
    while (objects.has(object)) object += ' again';
    objects.set(object, line.slice(cut + 1));
  }
  return objects;
}

function attributes(object: string, x: Record<string, unknown>, y: Record<string, unknown>): string[] {
  return Object.keys(x)
    .filter((k) => JSON.stringify(x[k]) !== JSON.stringify(y[k]))
    .map((k) => `~ ${object} ${k}: ${JSON.stringify(x[k])} -> ${JSON.stringify(y[k])}`);
}
