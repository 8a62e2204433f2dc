// CREATE INDEX, and the uniques that only an index can hold.
import { address } from '../catalog/address.ts';
import type { IndexDefinition, IndexPart } from '../format/definition.generated.ts';
import { ident, literal, qualified } from '../sql/quote.ts';
import { includeText, isPartial } from './constraint-ddl.ts';
import { RANK } from './order.ts';
import { claimRelation, emit, marker, named, type Sink } from './sink.ts';
import { storageClause, tablespaceClause } from './table-ddl.ts';
import type { Table } from './table.ts';
import { collationText } from './type-text.ts';

const LIVING = '"deleted_at" IS NULL';

export function emitIndexes(to: Sink, table: Table): void {
  for (const { unique, path } of table.uniques) {
    if (isPartial(table, unique)) emitIndex(to, table, { ...unique, unique: true }, path, 'key');
  }
  for (const { index, path } of table.indexes) emitIndex(to, table, index, path, index.unique === true ? 'key' : 'idx');
}

function emitIndex(to: Sink, table: Table, index: IndexDefinition, path: readonly (string | number)[], suffix: string): void {
  const name = named(table, index.name, index.columns.map(partName), suffix, 'index name', path);
  claimRelation(to, table, 'index', table.schema, name, path);
  if (index.renamedFrom !== undefined) marker(to, table, address('index', [table.schema, name]), address('index', [table.schema, index.renamedFrom]));
  // An empty predicate asks for all rows in a soft-deleting table too.
  const where = index.where === '' ? undefined : (index.where ?? (table.document.softDelete === true ? LIVING : undefined));
  const words = [
    `CREATE ${index.unique === true ? 'UNIQUE ' : ''}INDEX ${ident(name)} ON ${qualified([table.schema, table.name])}`,
    ...(index.method === undefined ? [] : [`USING ${ident(index.method)}`]),
    `(${index.columns.map(indexPart).join(', ')})${includeText(index.include)}`,
    ...(index.nullsNotDistinct === true ? ['NULLS NOT DISTINCT'] : []),
    ...storageClause(index.with),
    ...tablespaceClause(index.tablespace),
    ...(where === undefined ? [] : [`WHERE (${where})`]),
  ];
  const written = index.where || index.columns.some((c) => typeof c !== 'string' && (c.expression !== undefined || c.opclass !== undefined));
  emit(to, table, {
    rank: RANK.index,
    sql: words.join(' '),
    path,
    makes: [{ as: 'relation', names: [table.schema, name] }],
    ...(Boolean(written) && { parse: true }),
  });
  if (index.comment !== undefined)
    emit(to, table, {
      rank: RANK.comment,
      sql: `COMMENT ON INDEX ${qualified([table.schema, name])} IS ${literal(index.comment).trim()}`,
      path: [...path, 'comment'],
      needs: [{ as: 'relation', names: [table.schema, name] }],
    });
}

/** What stands for a part in a generated name: lower(email) gives lower_email. */
function partName(part: string | IndexPart): string {
  if (typeof part === 'string') return part;
  return part.column ?? (part.expression!.match(/[\p{L}_][\p{L}\p{N}_]*/gu)?.join('_') || 'expr');
}

export function indexPart(part: string | IndexPart): string {
  if (typeof part === 'string') return ident(part);
  const words = [part.column === undefined ? `(${part.expression})` : ident(part.column)];
  if (part.collation !== undefined) words.push(`COLLATE ${collationText(part.collation)}`);
  if (part.opclass !== undefined) words.push(part.opclass);
  if (part.order !== undefined) words.push(part.order.toUpperCase());
  if (part.nulls !== undefined) words.push(`NULLS ${part.nulls.toUpperCase()}`);
  return words.join(' ');
}
