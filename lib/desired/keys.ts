// Owns what makes rows unique and what is indexed: own uniques and indexes, and those that relations ask for.
import type { RelationDefinition } from '../format/definition.generated.ts';
import { TidemarkError } from '../errors.ts';
import { targetTable, type Entities } from './entities.ts';
import { below } from './placed.ts';
import { requireColumn, type ForeignKey, type Table } from './table.ts';

/** Fills uniques and indexes of all tables, once the columns of all are known. */
export function resolveKeys(known: Entities, tables: readonly Table[]): void {
  for (const table of tables) for (const [name, relation] of Object.entries(table.document.relations ?? {})) inverse(known, table, name, relation);
  for (const table of tables) keys(table);
}

/** hasOne and hasMany bring nothing of their own: the foreign key is there, and they only say how many. */
function inverse(known: Entities, table: Table, name: string, relation: RelationDefinition): void {
  if (relation.hasOne === undefined && relation.hasMany === undefined) return;
  const target = targetTable(known, table, name, relation);
  const at = below(table.source, 'relations', name);
  const back = target.foreignKeys.filter((f) => f.target === table && f.rule.belongsTo !== undefined);
  let found: ForeignKey | undefined;
  if (relation.mappedBy !== undefined) {
    found = target.foreignKeys.find((f) => f.relation === relation.mappedBy && f.target === table);
    if (found === undefined)
      throw new TidemarkError(
        'RELATION_UNKNOWN',
        `${table.entity}.${name}: ${target.entity} has no relation ${JSON.stringify(relation.mappedBy)} that belongs to ${table.entity}`,
        {
          at,
          next:
            back.length === 0 ? `add a belongsTo relation to ${target.entity}` : `its relations to ${table.entity}: ${back.map((f) => f.relation).join(', ')}`,
        },
      );
  } else {
    if (back.length === 0)
      throw new TidemarkError(
        'RELATION_NO_INVERSE',
        `${table.entity}.${name} says that ${target.entity} points here, but ${target.entity} has no belongsTo ${table.entity}`,
        { at, next: `add a belongsTo relation to ${target.entity}, or remove this one` },
      );
    if (back.length > 1)
      throw new TidemarkError('RELATION_AMBIGUOUS', `${table.entity}.${name}: ${target.entity} points here ${back.length} times`, {
        at,
        next: `say which with mappedBy: ${back.map((f) => JSON.stringify(f.relation)).join(' or ')}`,
      });
    found = back[0]!;
  }
  if (relation.hasOne !== undefined && found.rule.unique !== true && !alreadyUnique(target, found))
    target.uniques.push({ unique: { columns: [...found.columns] }, path: ['relations', found.relation] });
}

function alreadyUnique(table: Table, key: ForeignKey): boolean {
  const same = (columns: readonly string[]): boolean => columns.length === key.columns.length && columns.every((c) => key.columns.includes(c));
  return (
    same(table.primaryKey?.columns ?? []) ||
    (table.document.uniques ?? []).some((u) => same(u.columns)) ||
    (key.columns.length === 1 && table.columns.get(key.columns[0]!)?.unique !== undefined)
  );
}

function keys(table: Table): void {
  const { document } = table;
  for (const column of table.primaryKey?.columns ?? []) requireColumn(table, column, 'primaryKey');
  for (const [name, column] of Object.entries(document.columns)) {
    if (column.unique === undefined || column.unique === false) continue;
    table.uniques.push({
      unique: { columns: [name], ...(typeof column.unique === 'string' && { name: column.unique }) },
      path: ['columns', name, 'unique'],
    });
  }
  for (const [n, unique] of (document.uniques ?? []).entries()) table.uniques.push({ unique, path: ['uniques', n] });
  for (const [n, index] of (document.indexes ?? []).entries()) table.indexes.push({ index, path: ['indexes', n] });
  for (const key of table.foreignKeys) {
    if (key.rule.unique === true && !alreadyUnique(table, key))
      table.uniques.push({ unique: { columns: [...key.columns] }, path: ['relations', key.relation] });
    const unique = key.rule.unique === true || alreadyUnique(table, key) || table.uniques.some((u) => u.unique.columns.join('\0') === key.columns.join('\0'));
    if (key.rule.index !== false && !unique && !leads(table, key.columns))
      table.indexes.push({ index: { columns: [...key.columns], where: '' }, path: ['relations', key.relation] });
  }
  for (const { unique, path } of table.uniques) for (const column of [...unique.columns, ...(unique.include ?? [])]) requireColumn(table, column, ...path);
  for (const { index, path } of table.indexes) {
    for (const part of index.columns) {
      const column = typeof part === 'string' ? part : part.column;
      if (column !== undefined) requireColumn(table, column, ...path);
    }
    for (const column of index.include ?? []) requireColumn(table, column, ...path);
  }
}

/** Is there a full index whose first columns are these? Then a foreign key needs no other. */
function leads(table: Table, columns: readonly string[]): boolean {
  const starts = (names: readonly (string | { column?: string })[]): boolean =>
    columns.every((c, n) => c === (typeof names[n] === 'string' ? names[n] : (names[n] as { column?: string } | undefined)?.column));
  if (table.primaryKey !== undefined && starts(table.primaryKey.columns)) return true;
  const soft = table.document.softDelete === true;
  if (!soft && table.uniques.some((u) => starts(u.unique.columns))) return true;
  return table.indexes.some(({ index }) => (index.where ?? (soft ? 'x' : '')) === '' && (index.method ?? 'btree') === 'btree' && starts(index.columns));
}
