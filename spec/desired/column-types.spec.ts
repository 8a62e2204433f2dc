// Every column the surface can write loads, and PostgreSQL reads it as the type it names.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import * as columns from '../../lib/desired/columns.ts';
import { columnData, type Column } from '../../lib/desired/column.ts';
import { ddl } from '../../lib/desired/ddl.ts';
import { order } from '../../lib/desired/order.ts';
import { sql } from '../../lib/desired/expression.ts';
import type { ColumnDefinition } from '../../lib/format/definition.generated.ts';
import { openShadow, type Shadow } from '../../lib/run/shadow/shadow.ts';

const test = suite('types');
// What no package here carries.
const ABSENT = new Set(['vector', 'halfvec', 'sparsevec', 'geometry', 'geography']);
let shadow: Shadow;
test.before(async () => {
  shadow = await openShadow({ extensions: ['citext', 'hstore', 'ltree', 'cube', 'isn'] });
});
test.after(() => shadow.close());

async function typesOf(definitions: { readonly [name: string]: ColumnDefinition }): Promise<{ [name: string]: string }> {
  const { entries } = ddl([{ module: 'm', file: 'f', line: 1, pointer: '', document: { entity: 't', columns: definitions } }], () => 'public');
  await shadow.run('BEGIN');
  try {
    for (const { sql: statement } of order(entries)) await shadow.run(statement);
    const rows = await shadow.rows<{ name: string; type: string; def: string | null }>(
      `SELECT attname AS name, pg_catalog.format_type(atttypid, atttypmod) AS type, pg_catalog.pg_get_expr(adbin, adrelid) AS def FROM pg_catalog.pg_attribute LEFT JOIN pg_catalog.pg_attrdef ON adrelid = attrelid AND adnum = attnum WHERE attrelid = 'public.t'::regclass AND attnum > 0 ORDER BY attnum`,
    );
    return Object.fromEntries(rows.map((r) => [r.name, r.def === null ? r.type : `${r.type} = ${r.def}`]));
  } finally {
    await shadow.run('ROLLBACK');
  }
}

const definition = (column: Column<any>): ColumnDefinition => columnData(column).definition; // eslint-disable-line @typescript-eslint/no-explicit-any

test('every type of the surface', async () => {
  const plain = Object.entries(columns).filter(([name]) => name !== 'enumeration' && name !== 'type' && !ABSENT.has(name));
  assert.ok(plain.length > 60);
  const made = Object.fromEntries(plain.map(([name, make]) => [name, definition((make as () => Column)())]));
  const found = await typesOf(made);
  const other: { [name: string]: string } = {
    varchar: 'character varying',
    char: 'character(1)',
    smallserial: 'smallint',
    serial: 'integer',
    bigserial: 'bigint',
    decimal: 'numeric',
    double: 'double precision',
    time: 'time without time zone',
    timetz: 'time with time zone',
    timestamp: 'timestamp without time zone',
    timestamptz: 'timestamp with time zone',
    bit: 'bit(1)',
    varbit: 'bit varying',
    pgLsn: 'pg_lsn',
  };
  for (const [name] of plain) assert.is(found[name]!.replace(/ = nextval.*/, ''), other[name] ?? name, name);
});

test('lengths, precisions, fields, arrays', async () => {
  const { varchar, char, numeric, time, timestamptz, interval, bit, varbit, text, integer, enumeration, type, timetz } = columns;
  const found = await typesOf({
    a: definition(varchar(20)),
    b: definition(char(3)),
    c: definition(numeric(10, 2)),
    d: definition(numeric(5)),
    e: definition(time(3)),
    f: definition(timestamptz(0)),
    g: definition(interval('day to second', 3)),
    h: definition(interval()),
    i: definition(bit(8)),
    j: definition(varbit(9)),
    k: definition(text().array()),
    l: definition(integer().array(2)),
    m: definition(enumeration('mood', ['ok', "don't"])),
    n: definition(enumeration('mood', ['ok', "don't"]).array()),
    o: definition(type('pg_catalog.int4')),
    p: definition(timetz(2)),
    q: definition(interval(undefined, 2)),
    r: definition(varchar(9).array()),
  });
  assert.equal(found, {
    a: 'character varying(20)',
    b: 'character(3)',
    c: 'numeric(10,2)',
    d: 'numeric(5,0)',
    e: 'time(3) without time zone',
    f: 'timestamp(0) with time zone',
    g: 'interval day to second(3)',
    h: 'interval',
    i: 'bit(8)',
    j: 'bit varying(9)',
    k: 'text[]',
    l: 'integer[]',
    m: 'mood',
    n: 'mood[]',
    o: 'integer',
    p: 'time(2) with time zone',
    q: 'interval(2)',
    r: 'character varying(9)[]',
  });
});

test('defaults are values unless they are sql``', async () => {
  const { text, integer, boolean, jsonb, json, numeric, bytea, timestamptz, bigint, real, enumeration } = columns;
  const found = await typesOf({
    a: definition(text().default("it's \\ now()")),
    b: definition(integer().default(-5)),
    c: definition(boolean().default(false)),
    d: definition(jsonb().default({ a: "o'x" })),
    e: definition(json().default([1, 'x'])),
    f: definition(jsonb().default('text')),
    g: definition(numeric().default('12.50')),
    h: definition(text().array().default([])),
    i: definition(text().array().default(['a', "b'c"])),
    j: definition(
      integer()
        .array(2)
        .default([
          [1, 2],
          [3, 4],
        ]),
    ),
    k: definition(bytea().default(new Uint8Array([0, 255]))),
    l: definition(timestamptz().default(sql`now()`)),
    m: definition(bigint().default(9007199254740993n)),
    n: definition(real().default(Number.POSITIVE_INFINITY)),
    o: definition(text().nullable().default(null)),
    p: definition(enumeration(['a', 'b']).default('b')),
  });
  assert.equal(found, {
    a: `text = 'it''s \\ now()'::text`,
    b: `integer = '-5'::integer`,
    c: 'boolean = false',
    d: `jsonb = '{"a": "o''x"}'::jsonb`,
    e: `json = '[1,"x"]'::json`,
    f: `jsonb = '"text"'::jsonb`,
    g: 'numeric = 12.50',
    h: `text[] = '{}'::text[]`,
    i: `text[] = ARRAY['a'::text, 'b''c'::text]`,
    j: 'integer[] = ARRAY[ARRAY[1, 2], ARRAY[3, 4]]',
    k: `bytea = '\\x00ff'::bytea`,
    l: 'timestamp with time zone = now()',
    m: `bigint = '9007199254740993'::bigint`,
    n: `real = 'Infinity'::real`,
    o: 'text',
    p: `text = 'b'::text`,
  });
});

test('identity, generated, collation, storage, compression, partitions', async () => {
  const { bigint, text, integer, timestamptz } = columns;
  const found = await typesOf({
    id: definition(bigint().identity('by default', { start: 100, increment: 5, cycle: true })),
    n: definition(integer()),
    twice: definition(integer().generated(sql`n * 2`)),
    thrice: definition(integer().generated(sql`n * 3`, { stored: false })),
    t: definition(text().collation('C').storage('external').compression('pglz')),
    s: definition(text().collation('pg_catalog.C')),
  });
  assert.is(found['twice'], 'integer = (n * 2)');
  assert.is(found['thrice'], 'integer = (n * 3)');
  const day = { from: ['2026-01-01'], to: [{ sql: 'MAXVALUE' }] };
  const { entries } = ddl(
    [
      {
        module: 'm',
        file: 'f',
        line: 1,
        pointer: '',
        document: {
          entity: 'log',
          columns: { at: definition(timestamptz()), h: definition(text()) },
          partitionBy: { strategy: 'range', columns: ['at'] },
          unlogged: false,
          partitions: [
            {
              name: 'log_2026',
              values: day,
              partitionBy: { strategy: 'hash', columns: [{ expression: 'lower(h)' }] },
              partitions: [{ name: 'log_2026_0', values: { modulus: 1, remainder: 0 }, options: { fillfactor: 70 } }],
            },
            { name: 'log_rest', values: { default: true } },
          ],
        },
      },
    ],
    () => 'public',
  );
  await shadow.run('BEGIN');
  for (const { sql: statement } of order(entries)) await shadow.run(statement);
  const [row] = await shadow.rows<{ n: number }>(`SELECT count(*)::int4 AS n FROM pg_catalog.pg_inherits`);
  await shadow.run('ROLLBACK');
  assert.is(row!.n, 3);
});

test.run();
