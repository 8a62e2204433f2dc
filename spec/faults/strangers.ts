// What somebody else has in a database beside a project: objects of every kind that lean on managed ones, that managed ones lean on, or that
// are in the way, by chance. Not all of it is possible everywhere; what the server refuses is left out.
import type { Random } from '../kit/generate/random.ts';

export interface Managed {
  readonly tables: readonly { readonly name: string; readonly schema: string; readonly partitioned: boolean; readonly columns: readonly Column[] }[];
  readonly views: readonly string[];
  readonly types: readonly string[];
  readonly functions: readonly string[];
  readonly sequences: readonly string[];
  readonly indexes: readonly string[];
  /** `table: constraint` */
  readonly constraints: readonly (readonly [string, string])[];
  readonly schemas: readonly string[];
}
interface Column {
  readonly name: string;
  readonly type: string;
  readonly unique: boolean;
}

/** One row, one JSON: what stands in the database, outside of the ledger. */
export const managedQuery = `SELECT json_build_object(
  'tables', coalesce((SELECT json_agg(json_build_object('name', c.oid::regclass::text, 'schema', quote_ident(n.nspname), 'partitioned', c.relkind = 'p', 'columns',
      (SELECT json_agg(json_build_object('name', quote_ident(a.attname), 'type', format_type(a.atttypid, a.atttypmod), 'unique', EXISTS (SELECT FROM pg_index i
         WHERE i.indrelid = c.oid AND i.indisunique AND i.indnkeyatts = 1 AND i.indkey[0] = a.attnum AND i.indpred IS NULL)) ORDER BY a.attnum)
       FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)) ORDER BY 1) FROM c JOIN n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p')), '[]'),
  'views', coalesce((SELECT json_agg(c.oid::regclass::text ORDER BY 1) FROM c WHERE c.relkind IN ('v', 'm')), '[]'),
  'types', coalesce((SELECT json_agg(format_type(t.oid, NULL) ORDER BY 1) FROM pg_type t JOIN n ON n.oid = t.typnamespace
     WHERE t.typtype IN ('e', 'd', 'r') OR EXISTS (SELECT FROM c WHERE c.oid = t.typrelid AND c.relkind = 'c')), '[]'),
  'functions', coalesce((SELECT json_agg(p.oid::regprocedure::text ORDER BY 1) FROM pg_proc p JOIN n ON n.oid = p.pronamespace), '[]'),
  'sequences', coalesce((SELECT json_agg(c.oid::regclass::text ORDER BY 1) FROM c WHERE c.relkind = 'S'), '[]'),
  'indexes', coalesce((SELECT json_agg(c.oid::regclass::text ORDER BY 1) FROM c WHERE c.relkind IN ('i', 'I')), '[]'),
  'constraints', coalesce((SELECT json_agg(json_build_array(k.conrelid::regclass::text, quote_ident(k.conname)) ORDER BY 1) FROM pg_constraint k JOIN c ON c.oid = k.conrelid), '[]'),
  'schemas', (SELECT json_agg(quote_ident(n.nspname) ORDER BY 1) FROM n)) AS managed`.replace(
  /^/,
  `WITH n AS (SELECT * FROM pg_namespace WHERE nspname NOT IN ('pg_catalog', 'information_schema', 'tidemark') AND nspname !~ '^pg_'),
   c AS (SELECT c.* FROM pg_class c JOIN n ON n.oid = c.relnamespace) `,
);

/** Always there: what the others need. */
export const ground: readonly string[] = [
  'CREATE SCHEMA elsewhere',
  'CREATE TABLE elsewhere.base (id int PRIMARY KEY, a text UNIQUE, b int)',
  "CREATE FUNCTION elsewhere.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
  'CREATE FUNCTION elsewhere.same(x anyelement) RETURNS anyelement LANGUAGE sql IMMUTABLE AS $$ SELECT x $$',
  'CREATE FUNCTION elsewhere.yes(x anyelement) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT true $$',
  "CREATE FUNCTION elsewhere.on_ddl() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'",
  'CREATE SEQUENCE elsewhere.counter',
  "CREATE TYPE elsewhere.mood AS ENUM ('good', 'bad')",
  'CREATE FOREIGN DATA WRAPPER away',
  'CREATE SERVER far FOREIGN DATA WRAPPER away',
];

/** `count` statements. `coming`: relations that the next plan makes, `schema.name` quoted. */
export function strangers(r: Random, m: Managed, coming: readonly string[], count: number): string[] {
  return Array.from({ length: count }, (_, n) => one(r, m, coming, `x${n}`)).filter((sql) => sql !== undefined);
}

function one(r: Random, m: Managed, coming: readonly string[], x: string): string | undefined {
  const t = m.tables.length > 0 ? r.pick(m.tables) : undefined;
  const other = m.tables.length > 0 ? r.pick(m.tables) : undefined;
  const c = t?.columns?.length ? r.pick(t.columns) : undefined;
  const key = t?.columns?.find((k) => k.unique);
  const type = m.types.length > 0 ? r.pick(m.types) : undefined;
  const view = m.views.length > 0 ? r.pick(m.views) : undefined;
  const fn = m.functions.length > 0 ? r.pick(m.functions) : undefined;
  const [on, constraint] = m.constraints.length > 0 ? r.pick(m.constraints) : [undefined, undefined];
  const schema = r.chance(0.5) || m.schemas.length === 0 ? 'elsewhere' : r.pick(m.schemas);
  const name = `${schema}.${x}`;
  const menu: (string | false | undefined)[] = [
    // what leans on managed tables
    t && `CREATE VIEW ${name} AS SELECT * FROM ${t.name}`,
    t && c && `CREATE VIEW ${name} AS SELECT ${c.name} FROM ${t.name}`,
    t && c && `CREATE MATERIALIZED VIEW ${name} AS SELECT ${c.name} FROM ${t.name} WITH NO DATA`,
    view && `CREATE VIEW ${name} AS SELECT * FROM ${view}`,
    t && `CREATE TRIGGER ${x} BEFORE INSERT ON ${t.name} FOR EACH ROW EXECUTE FUNCTION elsewhere.touch()`,
    t &&
      c &&
      `CREATE TRIGGER ${x} AFTER UPDATE OF ${c.name} ON ${t.name} FOR EACH ROW WHEN (old.${c.name} IS DISTINCT FROM new.${c.name}) EXECUTE FUNCTION elsewhere.touch()`,
    t && `CREATE CONSTRAINT TRIGGER ${x} AFTER INSERT ON ${t.name} DEFERRABLE FOR EACH ROW EXECUTE FUNCTION elsewhere.touch()`,
    t && key && `CREATE TABLE ${name} (id int PRIMARY KEY, other ${key.type} REFERENCES ${t.name} (${key.name}))`,
    t && c && `ALTER TABLE ${t.name} ADD CONSTRAINT ${x} FOREIGN KEY (${c.name}) REFERENCES elsewhere.base (${r.pick(['id', 'a'])}) NOT VALID`,
    t && c && `ALTER TABLE elsewhere.base ADD CONSTRAINT ${x} FOREIGN KEY (${r.pick(['b', 'a'])}) REFERENCES ${t.name} (${c.name}) NOT VALID`,
    t && `CREATE POLICY ${x} ON ${t.name} USING (EXISTS (SELECT FROM elsewhere.base))`,
    t && c && `CREATE POLICY ${x} ON elsewhere.base USING (EXISTS (SELECT ${c.name} FROM ${t.name}))`,
    t && `ALTER TABLE ${t.name} ENABLE ROW LEVEL SECURITY`,
    t && `CREATE TABLE ${name} (more int) INHERITS (${t.name})`,
    t && `CREATE TABLE ${name} (LIKE ${t.name}); ALTER TABLE ${t.name} INHERIT ${name}`,
    t?.partitioned && `CREATE TABLE ${name} PARTITION OF ${t.name} DEFAULT`,
    t && c && `CREATE TABLE ${name} (LIKE ${t.name}) PARTITION BY LIST (${c.name}); ALTER TABLE ${name} ATTACH PARTITION ${t.name} DEFAULT`,
    t && `CREATE FOREIGN TABLE ${name} () INHERITS (${t.name}) SERVER far`,
    t?.partitioned && `CREATE FOREIGN TABLE ${name} PARTITION OF ${t.name} DEFAULT SERVER far`,
    t && `CREATE PUBLICATION ${x} FOR TABLE ${t.name}`,
    t && c && key && `CREATE PUBLICATION ${x} FOR TABLE ${t.name} (${key.name}${c === key ? '' : `, ${c.name}`})`,
    `CREATE PUBLICATION ${x} FOR ALL TABLES`,
    m.schemas.length > 0 && `CREATE PUBLICATION ${x} FOR TABLES IN SCHEMA ${r.pick(m.schemas)}`,
    `ALTER DEFAULT PRIVILEGES${r.chance(0.5) ? '' : ` IN SCHEMA ${schema}`} GRANT ${r.pick(['SELECT ON TABLES', 'USAGE ON TYPES', 'EXECUTE ON FUNCTIONS', 'USAGE ON SEQUENCES'])} TO reader`,
    t && `CREATE RULE ${x} AS ON INSERT TO ${t.name} DO ALSO INSERT INTO elsewhere.base VALUES (1)`,
    t && `CREATE RULE ${x} AS ON DELETE TO elsewhere.base DO ALSO DELETE FROM ${t.name}`,
    `CREATE EVENT TRIGGER ${x} ON ${r.pick(['ddl_command_end', 'sql_drop', 'ddl_command_start'])} EXECUTE FUNCTION elsewhere.on_ddl()`,
    t && `CREATE FUNCTION ${name}() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM ${t.name.replaceAll("'", "''")}'`,
    t && `CREATE FUNCTION ${name}() RETURNS bigint LANGUAGE plpgsql AS 'BEGIN RETURN (SELECT count(*) FROM ${t.name.replaceAll("'", "''")}); END'`,
    t && `CREATE FUNCTION ${name}() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM ${t.name}; END`,
    t && `CREATE FUNCTION ${name}(r ${t.name}) RETURNS int LANGUAGE sql AS 'SELECT 1'`,
    t && `CREATE FUNCTION ${name}() RETURNS SETOF ${t.name} LANGUAGE sql AS 'SELECT * FROM ${t.name.replaceAll("'", "''")}'`,
    t && c && `CREATE PROCEDURE ${name}() LANGUAGE sql BEGIN ATOMIC UPDATE ${t.name} SET ${c.name} = ${c.name}; END`,
    t && c && `CREATE SEQUENCE ${name} OWNED BY ${t.name}.${c.name}`,
    t && c && m.sequences.length > 0 && `ALTER SEQUENCE ${r.pick(m.sequences)} OWNED BY ${r.chance(0.5) ? 'NONE' : `${t.name}.${c.name}`}`,
    m.sequences.length > 0 && `CREATE TABLE ${name} (id bigint DEFAULT nextval('${r.pick(m.sequences).replaceAll("'", "''")}'))`,
    t && t.columns.length > 1 && `CREATE STATISTICS ${name} ON ${t.columns[0]!.name}, ${t.columns[1]!.name} FROM ${t.name}`,
    t && `CREATE TABLE ${name} (r ${t.name})`,
    t && `CREATE TYPE ${name} AS (r ${t.name}, n int)`,
    t && `CREATE DOMAIN ${name} AS ${t.name}`,
    // what leans on managed types and code
    type && `CREATE TABLE ${name} (id int, v ${type}, w ${type}[])`,
    type && `CREATE DOMAIN ${name} AS ${type}`,
    type && `CREATE TYPE ${name} AS (v ${type})`,
    type && `CREATE TYPE ${name} AS RANGE (subtype = ${type})`,
    type && `CREATE FUNCTION ${name}(v ${type}) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1'`,
    type && `CREATE FUNCTION ${name}(v ${type}) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1'; CREATE CAST (${type} AS int) WITH FUNCTION ${name}(${type})`,
    type && `CREATE OPERATOR CLASS ${name} FOR TYPE ${type} USING btree AS FUNCTION 1 elsewhere.cmp(${type}, ${type})`,
    type &&
      `CREATE FUNCTION ${name}(a ${type}, b ${type}) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true'; CREATE OPERATOR ${schema}.=== (leftarg = ${type}, rightarg = ${type}, function = ${name})`,
    type && `CREATE AGGREGATE ${name}(${type}) (sfunc = array_append, stype = ${type}[])`,
    type && `CREATE VIEW ${name} AS SELECT NULL::${type} AS v`,
    fn && t && `CREATE VIEW ${name} AS SELECT ${fn.replace(/\(.*/, '')}(1) FROM ${t.name}`,
    fn && `CREATE TABLE ${name} (v int DEFAULT ${fn.replace(/\(.*/, '')}(1))`,
    fn && `CREATE TRIGGER ${x} BEFORE INSERT ON elsewhere.base FOR EACH ROW EXECUTE FUNCTION ${fn.replace(/\(.*/, '')}()`,
    fn && `CREATE INDEX ON elsewhere.base ((${fn.replace(/\(.*/, '')}(id)))`,
    // what is added within managed objects, and changed on them
    t && c && `CREATE INDEX ${x} ON ${t.name} (${c.name})`,
    t && c && `CREATE INDEX ${x} ON ${t.name} ((elsewhere.yes(${c.name})))`,
    t && c && `CREATE UNIQUE INDEX ${x} ON ${t.name} (${c.name})`,
    t && c && `ALTER TABLE ${t.name} ADD CONSTRAINT ${x} CHECK (elsewhere.yes(${c.name})) NOT VALID`,
    t && `ALTER TABLE ${t.name} ADD COLUMN ${x} elsewhere.mood`,
    t && `ALTER TABLE ${t.name} ADD COLUMN ${x} bigint DEFAULT nextval('elsewhere.counter')`,
    t && c && `ALTER TABLE ${t.name} ADD COLUMN ${x} boolean GENERATED ALWAYS AS (elsewhere.yes(${c.name})) STORED`,
    t && c && `ALTER TABLE ${t.name} ALTER COLUMN ${c.name} SET DEFAULT elsewhere.same(NULL::${c.type})`,
    t &&
      c &&
      `ALTER TABLE ${t.name} ALTER COLUMN ${c.name} ${r.pick(['DROP DEFAULT', 'DROP NOT NULL', 'SET NOT NULL', 'SET STATISTICS 50', 'DROP IDENTITY', 'DROP EXPRESSION', 'TYPE text'])}`,
    t && `COMMENT ON TABLE ${t.name} IS 'theirs'`,
    t && c && `COMMENT ON COLUMN ${t.name}.${c.name} IS 'theirs'`,
    type && `COMMENT ON TYPE ${type} IS 'theirs'`,
    t && `GRANT ${r.pick(['SELECT', 'ALL', 'INSERT'])} ON ${t.name} TO ${r.pick(['reader', 'writer', 'stranger'])}`,
    t && c && `GRANT SELECT (${c.name}) ON ${t.name} TO stranger`,
    t && `ALTER TABLE ${t.name} OWNER TO stranger`,
    view && `ALTER VIEW ${view} OWNER TO stranger`,
    t && `ALTER TABLE ${t.name} RENAME TO ${x}`,
    t && c && `ALTER TABLE ${t.name} RENAME COLUMN ${c.name} TO ${x}`,
    type && `ALTER TYPE ${type} RENAME TO ${x}`,
    t && `ALTER TABLE ${t.name} SET SCHEMA elsewhere`,
    type && `ALTER TYPE ${type} SET SCHEMA elsewhere`,
    fn && `ALTER FUNCTION ${fn} SET SCHEMA elsewhere`,
    fn && `ALTER FUNCTION ${fn} COST 50`,
    t && `ALTER TABLE ${t.name} SET (fillfactor = 50)`,
    t && `ALTER TABLE ${t.name} REPLICA IDENTITY FULL`,
    t && `ALTER TABLE ${t.name} SET UNLOGGED`,
    t && c && `ALTER TABLE ${t.name} DROP COLUMN ${c.name} CASCADE`,
    on && `ALTER TABLE ${on} DROP CONSTRAINT ${constraint} CASCADE`,
    on && `ALTER TABLE ${on} RENAME CONSTRAINT ${constraint} TO ${x}`,
    m.indexes.length > 0 && `DROP INDEX ${r.pick(m.indexes)}`,
    m.indexes.length > 0 && `ALTER INDEX ${r.pick(m.indexes)} RENAME TO ${x}`,
    view && `DROP VIEW ${view} CASCADE`,
    t && r.chance(0.2) && `DROP TABLE ${t.name} CASCADE`,
    type && r.chance(0.3) && `DROP TYPE ${type} CASCADE`,
    fn && r.chance(0.5) && `DROP FUNCTION ${fn} CASCADE`,
    t && other && t !== other && `CREATE VIEW ${name} AS SELECT 1 AS one FROM ${t.name}, ${other.name}`,
    // what is in the way
    ...[
      'TABLE $ (id int)',
      'VIEW $ AS SELECT 1 AS one',
      'SEQUENCE $',
      "TYPE $ AS ENUM ('x')",
      'DOMAIN $ AS int',
      'TYPE $ AS (a int)',
      'FUNCTION $() RETURNS int LANGUAGE sql AS $$SELECT 1$$',
      'MATERIALIZED VIEW $ AS SELECT 1 AS one',
    ].map((what) => coming.length > 0 && r.chance(0.4) && `CREATE ${what.replace('$', () => r.pick(coming))}`),
    // what has nothing to do with anything
    `CREATE TABLE ${name} (id int PRIMARY KEY)`,
    `CREATE EXTENSION IF NOT EXISTS ${r.pick(['citext', 'hstore', 'pg_trgm', 'btree_gist'])}${r.chance(0.5) ? '' : ` SCHEMA ${schema}`}`,
    `CREATE COLLATION ${name} (provider = icu, locale = 'und')`,
    `CREATE TEXT SEARCH DICTIONARY ${name} (template = simple)`,
    `CREATE TEXT SEARCH CONFIGURATION ${name} (parser = "default")`,
    `CREATE CONVERSION ${name} FOR 'UTF8' TO 'LATIN1' FROM utf8_to_iso8859_1`,
    `CREATE FOREIGN TABLE ${name} (a int) SERVER far`,
    'CREATE USER MAPPING FOR reader SERVER far',
    `CREATE ACCESS METHOD ${x} TYPE INDEX HANDLER bthandler`,
    `CREATE STATISTICS ${name} ON id, b FROM elsewhere.base`,
    `CREATE OPERATOR FAMILY ${name} USING btree`,
  ];
  const possible = menu.filter((sql): sql is string => typeof sql === 'string');
  return possible.length === 0 ? undefined : r.pick(possible);
}
