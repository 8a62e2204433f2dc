// Which built-in types turn into which by themselves, as pg_cast has them: without USING, the server refuses all other changes of a type.
import type { TypeName } from './casts.ts';

/** Built-in types that tables are made of. Others may have casts of somebody's own. */
const builtin = new Set(
  'bool bit varbit bpchar varchar text name bytea date float4 float8 int2 int4 int8 numeric oid inet cidr interval json jsonb macaddr macaddr8 money point path polygon box circle time timetz timestamp timestamptz tsquery tsvector uuid xml'.split(
    ' ',
  ),
);

/** Anything turns into these. */
const strings = new Set(['text', 'varchar', 'bpchar', 'name']);

const assigned: Readonly<Record<string, string>> = {
  bit: 'varbit',
  varbit: 'bit',
  box: 'polygon',
  cidr: 'inet',
  date: 'timestamp timestamptz',
  float4: 'float8 int2 int4 int8 numeric',
  float8: 'float4 int2 int4 int8 numeric',
  inet: 'cidr',
  int2: 'float4 float8 int4 int8 numeric oid',
  int4: 'float4 float8 int2 int8 money numeric oid',
  int8: 'float4 float8 int2 int4 money numeric oid',
  interval: 'time',
  json: 'jsonb',
  jsonb: 'json',
  macaddr: 'macaddr8',
  macaddr8: 'macaddr',
  money: 'numeric',
  numeric: 'float4 float8 int2 int4 int8 money',
  oid: 'int4 int8',
  path: 'polygon',
  point: 'box',
  polygon: 'path',
  time: 'interval timetz',
  timestamp: 'date time timestamptz',
  timestamptz: 'date time timestamp timetz',
  timetz: 'time',
};

/** Is it certain that a column of `from` does not turn into `to` without USING? `made`: what the script or the catalog says of a type of one's own. */
export function needsUsing(from: TypeName, to: TypeName, made: { from: string | undefined; to: string | undefined }): boolean {
  if (from.dims > 0 || to.dims > 0 || from.base === to.base || strings.has(to.base)) return false;
  const known = (t: TypeName, kind: string | undefined): boolean => builtin.has(t.base) || kind === 'enum';
  if (!known(from, made.from) || !known(to, made.to)) return false;
  return !(assigned[from.base] ?? '').split(' ').includes(to.base);
}
