// CREATE TABLE with its columns and keys, and what is said of the table as a whole.
import { address } from '../catalog/address.ts';
import type { ColumnDefinition, PartitionBy, PartitionDefinition, StorageParameters } from '../format/definition.generated.ts';
import { ident, literal, qualified } from '../sql/quote.ts';
import { TidemarkError } from '../errors.ts';
import { primaryKeyClause, uniqueClauses } from './constraint-ddl.ts';
import { indexPart } from './index-ddl.ts';
import { checkName, generated } from './names.ts';
import { RANK } from './order.ts';
import { below } from './placed.ts';
import { claimConstraint, claimRelation, emit, marker, named, relation, type Sink } from './sink.ts';
import { formerName, requireColumn, tableAddress, type Table } from './table.ts';
import { collationText, defaultText, scalarText, typeText } from './type-text.ts';

export function emitTable(to: Sink, table: Table): void {
  const { document, schema, name } = table;
  claimRelation(to, table, 'table', schema, name, []);
  if (table.was !== undefined) marker(to, table, tableAddress(table), address('table', [...table.was]), table.source.follows);
  const lines = [...table.columns].map(([column, definition]) => columnClause(to, table, column, definition));
  lines.push(...primaryKeyClause(to, table), ...uniqueClauses(to, table), ...enumChecks(to, table));
  const sql = [
    `CREATE ${document.unlogged === true ? 'UNLOGGED ' : ''}TABLE ${qualified([schema, name])} (\n  ${lines.join(',\n  ')}\n)`,
    ...(document.inherits === undefined ? [] : [`INHERITS (${document.inherits.map((t) => qualified(formerName(t, schema)!)).join(', ')})`]),
    ...(document.partitionBy === undefined ? [] : [partitionByText(table, document.partitionBy, ['partitionBy'])]),
    ...storageClause(document.options),
    ...tablespaceClause(document.tablespace),
  ].join(' ');
  const columns = [...table.columns.values()];
  const written =
    columns.some((c) => c.type === 'other' || c.generated !== undefined || isExpression(c.default)) ||
    document.partitionBy?.columns.some((c) => typeof c !== 'string');
  const parents = (document.inherits ?? []).map((t) => ({ as: 'relation' as const, names: formerName(t, schema)! }));
  emit(to, table, {
    rank: RANK.table,
    sql,
    makes: [relation(table)],
    needs: [
      { as: 'schema', names: [schema] },
      ...columns.flatMap((c) => (c.enumName === undefined ? [] : [{ as: 'type' as const, names: [schema, c.enumName] }])),
      ...parents,
    ],
    ...(parents.length > 0 && { below: parents }),
    ...(written === true && { parse: true }),
  });
  for (const [column, definition] of table.columns) emitColumnExtras(to, table, column, definition);
  if (document.comment !== undefined)
    emit(to, table, {
      rank: RANK.comment,
      sql: `COMMENT ON TABLE ${qualified([schema, name])} IS ${literal(document.comment).trim()}`,
      path: ['comment'],
    });
  for (const [n, partition] of (document.partitions ?? []).entries()) emitPartition(to, table, [schema, name], partition, ['partitions', n]);
}

function isExpression(value: ColumnDefinition['default']): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && 'sql' in value;
}

function columnClause(to: Sink, table: Table, name: string, column: ColumnDefinition): string {
  const words = [ident(name), typeText(column, table.schema)];
  if (column.collation !== undefined) words.push(`COLLATE ${collationText(column.collation)}`);
  if (column.default !== undefined) words.push(`DEFAULT ${defaultText(column.default, column, table.schema)}`);
  if (column.generated !== undefined) words.push(`GENERATED ALWAYS AS (${column.generated.sql}) ${column.generated.stored === false ? 'VIRTUAL' : 'STORED'}`);
  if (column.identity !== undefined) words.push(identityClause(column.identity));
  if (column.nullable !== true) words.push('NOT NULL');
  const { type } = column;
  if (type === 'serial' || type === 'bigserial' || type === 'smallserial')
    claimRelation(to, table, 'sequence', table.schema, generated([table.name, name], 'seq'), ['columns', name]);
  return words.join(' ');
}

function identityClause(identity: NonNullable<ColumnDefinition['identity']>): string {
  const options = typeof identity === 'string' ? { generated: identity } : identity;
  const { generated: when, start, increment, min, max, cache, cycle } = options;
  const words = [
    ...(start === undefined ? [] : [`START WITH ${start}`]),
    ...(increment === undefined ? [] : [`INCREMENT BY ${increment}`]),
    ...(min === undefined ? [] : [`MINVALUE ${min}`]),
    ...(max === undefined ? [] : [`MAXVALUE ${max}`]),
    ...(cache === undefined ? [] : [`CACHE ${cache}`]),
    ...(cycle === true ? ['CYCLE'] : []),
  ];
  return `GENERATED ${when === 'always' ? 'ALWAYS' : 'BY DEFAULT'} AS IDENTITY${words.length === 0 ? '' : ` (${words.join(' ')})`}`;
}

/** An enum without a type is text with a check. */
function enumChecks(to: Sink, table: Table): string[] {
  return [...table.columns].flatMap(([name, column]) => {
    if (column.type !== 'enum' || column.enumName !== undefined) return [];
    const check = named(table, undefined, [name], 'check', 'check name', ['columns', name]);
    claimConstraint(to, table, check, ['columns', name]);
    const labels = column.values!.map((v) => literal(v).trim()).join(', ');
    const holds = column.array === undefined ? `${ident(name)} IN (${labels})` : `${ident(name)} <@ ARRAY[${labels}]`;
    return [`CONSTRAINT ${ident(check)} CHECK (${holds})`];
  });
}

/** What has no place in CREATE TABLE, or none on every server. */
function emitColumnExtras(to: Sink, table: Table, name: string, column: ColumnDefinition): void {
  const target = qualified([table.schema, table.name]);
  const at = address('table column', [table.schema, table.name, name]);
  const path = Object.hasOwn(table.document.columns, name) ? ['columns', name] : [];
  if (column.renamedFrom !== undefined)
    marker(to, table, at, address('table column', [table.schema, table.name, column.renamedFrom]), table.source.made === true && path.length === 0);
  if (column.using !== undefined)
    to.using.push({
      module: table.source.module,
      file: table.source.file,
      line: table.source.line,
      at,
      using: column.using,
    });
  if (column.storage !== undefined)
    emit(to, table, {
      rank: RANK.alter,
      sql: `ALTER TABLE ${target} ALTER COLUMN ${ident(name)} SET STORAGE ${column.storage.toUpperCase()}`,
      path: [...path, 'storage'],
    });
  if (column.compression !== undefined)
    emit(to, table, {
      rank: RANK.alter,
      sql: `ALTER TABLE ${target} ALTER COLUMN ${ident(name)} SET COMPRESSION ${column.compression}`,
      path: [...path, 'compression'],
    });
  if (column.comment !== undefined)
    emit(to, table, {
      rank: RANK.comment,
      sql: `COMMENT ON COLUMN ${target}.${ident(name)} IS ${literal(column.comment).trim()}`,
      path: [...path, 'comment'],
    });
}

export function storageClause(options: StorageParameters | undefined): string[] {
  if (options === undefined || Object.keys(options).length === 0) return [];
  return [
    `WITH (${Object.entries(options)
      .map(([n, v]) => `${n.split('.').map(ident).join('.')} = ${scalarText(v as string | number | boolean)}`)
      .join(', ')})`,
  ];
}

export function tablespaceClause(tablespace: string | undefined): string[] {
  return tablespace === undefined ? [] : [`TABLESPACE ${ident(tablespace)}`];
}

function partitionByText(table: Table, by: PartitionBy, path: readonly (string | number)[]): string {
  for (const part of by.columns) {
    const column = typeof part === 'string' ? part : part.column;
    if (column !== undefined) requireColumn(table, column, ...path);
  }
  return `PARTITION BY ${by.strategy.toUpperCase()} (${by.columns.map((p) => indexPart(p)).join(', ')})`;
}

function emitPartition(to: Sink, table: Table, parent: readonly string[], partition: PartitionDefinition, path: readonly (string | number)[]): void {
  const schema = partition.schema ?? parent[0]!;
  checkName(partition.name, 'partition name', below(table.source, ...path, 'name'));
  claimRelation(to, table, 'table', schema, partition.name, path);
  const was = formerName(partition.renamedFrom, schema);
  if (was !== undefined) marker(to, table, address('table', [schema, partition.name]), address('table', [...was]));
  const { from, to: until, in: values, modulus, remainder } = partition.values;
  const bound = (list: readonly (string | number | boolean | null | { sql: string })[]): string =>
    list.map((v) => (v === null ? 'NULL' : typeof v === 'object' ? v.sql : scalarText(v))).join(', ');
  let where = 'DEFAULT';
  if (from !== undefined && until !== undefined) where = `FOR VALUES FROM (${bound(from)}) TO (${bound(until)})`;
  else if (values !== undefined) where = `FOR VALUES IN (${bound(values)})`;
  else if (modulus !== undefined) where = `FOR VALUES WITH (MODULUS ${modulus}, REMAINDER ${remainder})`;
  else if (partition.values.default !== true)
    throw new TidemarkError('PARTITION_BOUND', `partition ${partition.name} says not which rows it holds`, {
      at: below(table.source, ...path, 'values'),
      next: 'give from and to, in, modulus and remainder, or default: true',
    });
  emit(to, table, {
    rank: RANK.table,
    sql: [
      `CREATE TABLE ${qualified([schema, partition.name])} PARTITION OF ${qualified(parent)} ${where}`,
      ...(partition.partitionBy === undefined ? [] : [partitionByText(table, partition.partitionBy, [...path, 'partitionBy'])]),
      ...storageClause(partition.options),
      ...tablespaceClause(partition.tablespace),
    ].join(' '),
    path,
    makes: [{ as: 'relation', names: [schema, partition.name] }],
    needs: [
      { as: 'schema', names: [schema] },
      { as: 'relation', names: parent },
    ],
    below: [{ as: 'relation', names: parent }],
  });
  for (const [n, inner] of (partition.partitions ?? []).entries()) emitPartition(to, table, [schema, partition.name], inner, [...path, 'partitions', n]);
}
