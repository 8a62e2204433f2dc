// The kinds beside tables and what hangs on them: each as a few ways to say one object. A change of one of these is another way.
import pg from 'pg';
import { baseOf, numeric, type Column, type Model, type Other, type Table } from './model.ts';
import type { Random } from './random.ts';
import { marked } from './marked.ts';

const id = pg.escapeIdentifier;
const text = pg.escapeLiteral;

/** What a way is written with: the object's name, the table it stands on with two of its columns, the object it needs. */
interface With {
  readonly at: string;
  readonly schema: string;
  readonly name: string;
  readonly table: string;
  readonly columns: readonly string[];
  readonly needs: string;
  readonly role: string;
  /** A generated column of the table, with another expression: nothing where it has none, or servers take none. */
  readonly regenerated: string;
}

interface Way {
  /** Stands on: a table; a table that is not partitioned; another of these. */
  readonly on?: 'table' | 'plain table' | (string & {});
  /** COMMENT ON this. */
  readonly called?: (w: With) => string;
  readonly ways: readonly ((w: With) => readonly string[])[];
}

const composite = (...columns: string[]): ((w: With) => string[])[] => columns.map((c) => (w) => [`CREATE TYPE ${w.at} AS (${c})`]);
const between = (w: With, body: string): string =>
  `CREATE FUNCTION ${w.at}(${w.needs}, ${w.needs}) RETURNS boolean LANGUAGE sql IMMUTABLE AS ${text(`SELECT ${body}`)}`;

export const others: { readonly [kind: string]: Way } = {
  composite: { called: (w) => `TYPE ${w.at}`, ways: composite('a integer, b text', 'a integer, b text, "C c" date', 'b text, a integer', 'a bigint, b text') },
  range: {
    called: (w) => `TYPE ${w.at}`,
    ways: ['integer', 'double precision', 'numeric'].map((t) => (w) => [`CREATE TYPE ${w.at} AS RANGE (subtype = ${t})`]),
  },
  collation: {
    called: (w) => `COLLATION ${w.at}`,
    ways: ['C', 'POSIX'].map((l) => (w) => [`CREATE COLLATION ${w.at} (provider = libc, locale = ${text(l)})`]),
  },
  procedure: {
    called: (w) => `PROCEDURE ${w.at}(integer)`,
    ways: [
      (w) => [`CREATE PROCEDURE ${w.at}(n integer) LANGUAGE sql AS 'SELECT 1'`],
      (w) => [`CREATE PROCEDURE ${w.at}(n integer) LANGUAGE sql AS 'SELECT 2'`, `REVOKE ALL ON PROCEDURE ${w.at}(integer) FROM PUBLIC`],
      (w) => [`CREATE PROCEDURE ${w.at}(n integer) LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS 'BEGIN END'`],
    ],
  },
  aggregate: {
    called: (w) => `AGGREGATE ${w.at}(integer)`,
    ways: [
      (w) => [`CREATE AGGREGATE ${w.at}(integer) (sfunc = int4pl, stype = integer, initcond = '0')`],
      (w) => [`CREATE AGGREGATE ${w.at}(integer) (sfunc = int4pl, stype = integer, initcond = '1')`],
      (w) => [`CREATE AGGREGATE ${w.at}(integer) (sfunc = int4larger, stype = integer, parallel = safe)`],
    ],
  },
  cast: {
    on: 'composite',
    called: (w) => `CAST (${w.needs} AS text)`,
    ways: ['', ' AS ASSIGNMENT', ' AS IMPLICIT'].map((as) => (w) => [`CREATE CAST (${w.needs} AS text) WITH INOUT${as}`]),
  },
  operator: {
    on: 'composite',
    called: (w) => `OPERATOR ${id(w.schema)}.=#= (${w.needs}, ${w.needs})`,
    ways: [
      (w) => [between(w, 'true'), `CREATE OPERATOR ${id(w.schema)}.=#= (leftarg = ${w.needs}, rightarg = ${w.needs}, function = ${w.at})`],
      (w) => [
        between(w, 'true'),
        `CREATE OPERATOR ${id(w.schema)}.=#= (leftarg = ${w.needs}, rightarg = ${w.needs}, function = ${w.at}, commutator = OPERATOR(${id(w.schema)}.=#=), restrict = eqsel)`,
      ],
      (w) => [between(w, 'false'), `CREATE OPERATOR ${id(w.schema)}.=#= (leftarg = ${w.needs}, rightarg = ${w.needs}, function = ${w.at}, join = eqjoinsel)`],
    ],
  },
  'operator class': {
    called: (w) => `OPERATOR CLASS ${w.at} USING btree`,
    ways: [
      (w) => [
        `CREATE OPERATOR CLASS ${w.at} FOR TYPE integer USING btree AS OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 btint4cmp(integer, integer)`,
      ],
      (w) => [
        `CREATE OPERATOR CLASS ${w.at} FOR TYPE integer USING btree AS OPERATOR 1 >, OPERATOR 2 >=, OPERATOR 3 =, OPERATOR 4 <=, OPERATOR 5 <, FUNCTION 1 btint4cmp(integer, integer)`,
      ],
    ],
  },
  dictionary: {
    called: (w) => `TEXT SEARCH DICTIONARY ${w.at}`,
    ways: [
      (w) => [`CREATE TEXT SEARCH DICTIONARY ${w.at} (template = simple)`],
      (w) => [`CREATE TEXT SEARCH DICTIONARY ${w.at} (template = simple, accept = false)`],
    ],
  },
  configuration: {
    on: 'dictionary',
    called: (w) => `TEXT SEARCH CONFIGURATION ${w.at}`,
    ways: ['asciiword', 'asciiword, word', 'numword'].map((tokens) => (w) => [
      `CREATE TEXT SEARCH CONFIGURATION ${w.at} (parser = default)`,
      `ALTER TEXT SEARCH CONFIGURATION ${w.at} ADD MAPPING FOR ${tokens} WITH ${w.needs}, simple`,
    ]),
  },
  statistics: {
    on: 'table',
    called: (w) => `STATISTICS ${w.at}`,
    ways: [
      (w) => [`CREATE STATISTICS ${w.at} (ndistinct) ON ${w.columns.join(', ')} FROM ${w.table}`],
      (w) => [`CREATE STATISTICS ${w.at} (ndistinct) ON ${w.columns.join(', ')} FROM ${w.table}`, `ALTER STATISTICS ${w.at} SET STATISTICS 50`],
      (w) => [`CREATE STATISTICS ${w.at} (ndistinct, dependencies) ON ${w.columns.join(', ')} FROM ${w.table}`],
    ],
  },
  wrapper: {
    called: (w) => `FOREIGN DATA WRAPPER ${id(w.name)}`,
    ways: [
      (w) => [`CREATE FOREIGN DATA WRAPPER ${id(w.name)}`],
      (w) => [`CREATE FOREIGN DATA WRAPPER ${id(w.name)} OPTIONS (debug 'x')`, `GRANT USAGE ON FOREIGN DATA WRAPPER ${id(w.name)} TO ${w.role}`],
    ],
  },
  server: {
    on: 'wrapper',
    called: (w) => `SERVER ${id(w.name)}`,
    ways: [
      (w) => [`CREATE SERVER ${id(w.name)} FOREIGN DATA WRAPPER ${w.needs}`],
      (w) => [`CREATE SERVER ${id(w.name)} VERSION '2' FOREIGN DATA WRAPPER ${w.needs} OPTIONS (host 'h', "Port" '1')`],
      (w) => [
        `CREATE SERVER ${id(w.name)} FOREIGN DATA WRAPPER ${w.needs} OPTIONS (host 'other')`,
        `CREATE USER MAPPING FOR ${w.role} SERVER ${id(w.name)} OPTIONS ("user" 'u')`,
        `GRANT USAGE ON FOREIGN SERVER ${id(w.name)} TO ${w.role}`,
      ],
    ],
  },
  'foreign table': {
    on: 'server',
    called: (w) => `FOREIGN TABLE ${w.at}`,
    ways: [
      (w) => [`CREATE FOREIGN TABLE ${w.at} (a integer, b text) SERVER ${w.needs}`],
      (w) => [
        `CREATE FOREIGN TABLE ${w.at} (a integer NOT NULL, b text OPTIONS (x 'y'), CONSTRAINT ${id(`${w.name}_c`)} CHECK (a > 0)) SERVER ${w.needs} OPTIONS (n 'm')`,
      ],
      (w) => [`CREATE FOREIGN TABLE ${w.at} (a bigint DEFAULT 1, c date) SERVER ${w.needs}`, `GRANT SELECT ON ${w.at} TO ${w.role}`],
    ],
  },
  publication: {
    on: 'plain table',
    called: (w) => `PUBLICATION ${id(w.name)}`,
    ways: [
      (w) => [`CREATE PUBLICATION ${id(w.name)} FOR TABLE ONLY ${w.table}`],
      (w) => [`CREATE PUBLICATION ${id(w.name)} FOR TABLE ONLY ${w.table} WITH (publish = 'insert, truncate')`],
      (w) => [`CREATE PUBLICATION ${id(w.name)} WITH (publish_via_partition_root = true)`],
      (w) => [`CREATE PUBLICATION ${id(w.name)} FOR TABLE ONLY ${w.table} (${w.columns[0]}) WHERE (${w.columns[0]} IS NOT NULL) WITH (publish = 'insert')`],
    ],
  },
  'event trigger': {
    called: (w) => `EVENT TRIGGER ${id(w.name)}`,
    ways: ['1', '2'].map((n) => (w) => [
      `CREATE FUNCTION ${w.at}() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN PERFORM ${n}; END'`,
      `CREATE EVENT TRIGGER ${id(w.name)} ON ddl_command_end WHEN TAG IN ('CREATE CAST'${n === '1' ? '' : `, 'DROP CAST'`}) EXECUTE FUNCTION ${w.at}()`,
      ...(n === '1' ? [] : [`ALTER EVENT TRIGGER ${id(w.name)} ENABLE ALWAYS`]),
    ]),
  },
  rule: {
    on: 'table',
    called: (w) => `RULE ${id(w.name)} ON ${w.table}`,
    ways: [
      (w) => [`CREATE RULE ${id(w.name)} AS ON UPDATE TO ${w.table} DO ALSO SELECT 1`],
      (w) => [`CREATE RULE ${id(w.name)} AS ON UPDATE TO ${w.table} WHERE old.${w.columns[0]} IS NULL DO INSTEAD NOTHING`],
      (w) => [`CREATE RULE ${id(w.name)} AS ON DELETE TO ${w.table} DO ALSO NOTHING`, `ALTER TABLE ${w.table} DISABLE RULE ${id(w.name)}`],
    ],
  },
  child: {
    on: 'plain table',
    called: (w) => `TABLE ${w.at}`,
    ways: [
      (w) => [`CREATE TABLE ${w.at} () INHERITS (${w.table})`],
      (w) => [`CREATE TABLE ${w.at} ("own c" integer DEFAULT 3) INHERITS (${w.table})`, `CREATE INDEX ${id(`${w.name}_x`)} ON ${w.at} ("own c")`],
      ...['1', '"own c" * 2'].map((of) => (w: With) => [
        `CREATE TABLE ${w.at} ("own c" integer, "made c" bigint GENERATED ALWAYS AS (${of}) STORED${w.regenerated}) INHERITS (${w.table})`,
      ]),
    ],
  },
  identity: {
    on: 'plain table',
    ways: ['FULL', 'NOTHING'].map((how) => (w) => [`ALTER TABLE ${w.table} REPLICA IDENTITY ${how}`]),
  },
  tuning: {
    on: 'plain table',
    ways: [
      (w) => [`ALTER TABLE ONLY ${w.table} ALTER COLUMN ${w.columns[0]} SET STATISTICS 70`],
      (w) => [`ALTER TABLE ONLY ${w.table} ALTER COLUMN ${w.columns[1]} SET (n_distinct = 5)`, `ALTER TABLE ${w.table} SET (autovacuum_enabled = false)`],
    ],
  },
  'default privileges': {
    ways: [
      (w) => [`ALTER DEFAULT PRIVILEGES IN SCHEMA ${id(w.schema)} GRANT SELECT ON TABLES TO ${w.role}`],
      (w) => [`ALTER DEFAULT PRIVILEGES IN SCHEMA ${id(w.schema)} GRANT USAGE ON SEQUENCES TO ${w.role}`],
    ],
  },
};

/** Once for a table, once for a schema: a second one would say the same thing otherwise. */
const single = new Set(['identity', 'tuning', 'default privileges']);

export interface Made {
  readonly id: number;
  readonly schema: string;
  readonly name: string;
}

/** One more of some kind, where the model has what it stands on. */
export function another(m: Model, made: Made, r: Random): Other | undefined {
  const kind = r.pick(Object.keys(others));
  const { on, ways } = others[kind]!;
  const way = r.below(ways.length);
  const base = { ...made, kind, way, grants: [] };
  const twice = (of: Partial<Other>): boolean =>
    single.has(kind) && m.others.some((o) => o.kind === kind && (of.table === undefined ? o.schema === made.schema : o.table === of.table));
  if (on === undefined) return twice({}) ? undefined : base;
  if (on !== 'table' && on !== 'plain table') {
    const bases = m.others.filter((o) => o.kind === on);
    if (bases.length === 0) return undefined;
    const needs = r.pick(bases).id;
    return m.others.some((o) => o.needs === needs && o.kind === kind) ? undefined : { ...base, needs };
  }
  const tables = m.tables.filter((t) => t.columns.length > 1 && (on === 'table' || t.partitions === undefined) && standable(t).length > 1);
  if (tables.length === 0) return undefined;
  const table = r.pick(tables);
  if (twice({ table: table.id })) return undefined;
  const columns = standable(table)
    .slice(0, 2)
    .map((c) => c.id);
  // Only in the table's schema can statistics be dropped with it and come back as they were.
  return { ...base, schema: kind === 'statistics' ? table.schema : base.schema, table: table.id, columns };
}

/** Columns of types that have an order, which every one of these ways accepts. */
const standable = (t: Table): Column[] =>
  t.columns.filter((c) => c.generated === undefined && 'base' in c.type && !['jsonb', 'bytea', 'int4range'].includes(c.type.base));

export function printOther(m: Model, o: Other, roles: readonly string[], floor: number): string[] {
  const table = m.tables.find((t) => t.id === o.table);
  const below = m.others.find((x) => x.id === o.needs);
  const place = (x: { schema: string; name: string }): string => `${id(x.schema)}.${id(x.name)}`;
  const w: With = {
    at: place(o),
    schema: o.schema,
    name: o.name,
    table: table === undefined ? '' : place(table),
    columns: (o.columns ?? []).map((c) => id(table!.columns.find((x) => x.id === c)!.name)),
    needs: below === undefined ? '' : ['wrapper', 'server'].includes(below.kind) ? id(below.name) : place(below),
    role: id(roles[o.id % roles.length]!),
    regenerated: floor < 17 || table === undefined ? '' : regenerated(table),
  };
  const { ways, called } = others[o.kind]!;
  const [first, ...rest] = ways[o.way]!(w);
  return [marked(o, first!), ...rest, ...(o.comment === undefined || called === undefined ? [] : [`COMMENT ON ${called(w)} IS ${text(o.comment)}`])];
}

function regenerated(t: Table): string {
  const c = t.columns.find((x) => x.generated !== undefined && numeric.has(baseOf(x)));
  const of = t.columns.find((x) => x.id === c?.generated?.of);
  return c === undefined || of === undefined ? '' : `, ${id(c.name)} ${baseOf(c)} GENERATED ALWAYS AS ((${id(of.name)} - 1)::${baseOf(c)}) STORED`;
}
