import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { castOf, typeName, type Cast, type Using } from '../../lib/hazards/casts.ts';

const cast = (from: string, to: string, using: Using = 'none', options = {}): Cast => castOf(typeName(from), typeName(to), using, options);

test('type names of people and of the server are the same', () => {
  for (const [a, b] of [
    ['varchar(5)', 'character varying(5)'],
    ['int', 'integer'],
    ['bigint[]', 'int8[]'],
    ['timestamp(3) without time zone', 'timestamp(3)'],
    ['timestamp(3) with time zone', 'timestamptz(3)'],
    ['char', 'character(1)'],
    ['decimal(4, 2)', 'numeric(4,2)'],
    ['double precision', 'float8'],
  ])
    assert.equal(typeName(a!), typeName(b!), a);
});

test('what shares its bytes is not rewritten', () => {
  for (const [from, to] of [
    ['varchar(50)', 'varchar(100)'],
    ['varchar(50)', 'text'],
    ['text', 'varchar'],
    ['numeric(10,2)', 'numeric(12,2)'],
    ['numeric(10,2)', 'numeric'],
    ['timestamp(3)', 'timestamp(6)'],
    ['timestamptz(3)', 'timestamptz'],
    ['time(3)', 'time'],
    ['interval(3)', 'interval'],
    ['interval', 'interval day to second'],
    ['cidr', 'inet'],
    ['varbit(8)', 'varbit(16)'],
    ['xml', 'text'],
    ['regclass', 'oid'],
  ]) {
    const c = cast(from!, to!);
    assert.equal([c.rewrite, c.indexRebuild, c.lossy, c.mayFail], [false, false, false, false], `${from} -> ${to}`);
  }
});

test('what shares its bytes and not its order rebuilds indexes', () => {
  for (const [from, to] of [
    ['text', 'citext'],
    ['citext', 'text'],
    ['int', 'oid'],
    ['bit(8)', 'varbit'],
  ]) {
    const c = cast(from!, to!);
    assert.equal([c.rewrite, c.indexRebuild], [false, true], `${from} -> ${to}`);
  }
  assert.equal([cast('timestamp', 'timestamptz', 'none', { utc: true }).rewrite, cast('timestamp', 'timestamptz').rewrite], [false, true]);
});

test('everything else is rewritten', () => {
  for (const [from, to] of [
    ['int', 'bigint'],
    ['text', 'varchar(100)'],
    ['char(10)', 'text'],
    ['varchar(10)[]', 'varchar(20)[]'],
    ['numeric(10,2)', 'numeric(12,4)'],
    ['date', 'timestamp'],
    ['uuid', 'text'],
    ['mood', 'text'],
    ['int', 'unheard_of'],
  ])
    assert.is(cast(from!, to!).rewrite, true, `${from} -> ${to}`);
  assert.is(cast('varchar(50)', 'text', 'expression').rewrite, true);
});

test('values that change without an error are told from rows that do not fit', () => {
  for (const [from, to] of [
    ['numeric', 'int'],
    ['numeric(10,2)', 'numeric(10,1)'],
    ['timestamp', 'date'],
    ['timestamp', 'timestamp(0)'],
    ['json', 'jsonb'],
    ['double precision', 'real'],
    ['bigint', 'double precision'],
    ['inet', 'cidr'],
    ['timetz', 'time'],
    ['interval', 'interval(32767,0)'],
  ])
    assert.is(cast(from!, to!).lossy, true, `${from} -> ${to}`);
  assert.equal([cast('varchar(50)', 'varchar(5)').lossy, cast('varchar(50)', 'varchar(5)').mayFail], [false, true]);
  assert.equal([cast('varchar(50)', 'varchar(5)', 'cast').lossy, cast('varchar(50)', 'varchar(5)', 'cast').mayFail], [true, false]);
  assert.equal([cast('bigint', 'int').lossy, cast('bigint', 'int').mayFail], [false, true]);
  assert.equal([cast('int', 'bigint').lossy, cast('int', 'bigint').mayFail], [false, false]);
});

test('domains', () => {
  const domain = { toDomain: typeName('int') };
  assert.is(cast('int', 'plain', 'none', domain).rewrite, false);
  assert.equal(
    [
      cast('int', 'strict', 'none', { ...domain, toConstrainedDomain: true }).rewrite,
      cast('int', 'strict', 'none', { ...domain, toConstrainedDomain: true }).mayFail,
    ],
    [true, true],
  );
  const between = (from: string, to: string): Cast => cast('one', 'other', 'cast', { fromDomain: typeName(from), toDomain: typeName(to) });
  assert.equal([between('varchar(10)', 'varchar(20)').rewrite, between('varchar(10)', 'varchar(20)').lossy], [true, false]);
  assert.equal([between('varchar(10)', 'text').rewrite, cast('varchar(10)', 'other', 'cast', { toDomain: typeName('varchar(20)') }).rewrite], [false, false]);
  assert.equal([between('int', 'bigint').rewrite, between('int', 'bigint').lossy, between('int', 'bigint').mayFail], [true, false, false]);
  assert.is(between('varchar(20)', 'varchar(10)').lossy, true);
  assert.is(cast('bigint', 'strict', 'cast', { toDomain: typeName('float8'), toConstrainedDomain: true }).lossy, true);
});

test.run();
