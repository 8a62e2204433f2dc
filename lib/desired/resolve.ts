// Owns the columns of every table: its own, those its relations bring, those of mixins; and primary and foreign keys.
import type { ColumnDefinition, RelationDefinition } from '../format/definition.generated.ts';
import { TidemarkError } from '../errors.ts';
import { nearest } from '../format/nearest.ts';
import { targetTable, type Entities } from './entities.ts';
import { checkName } from './names.ts';
import { below } from './placed.ts';
import { list, type Table } from './table.ts';

const TIMESTAMP: ColumnDefinition = { type: 'timestamptz', default: { sql: 'now()' } };

/** Fills columns, primary and foreign keys of `tables`; those they point to come first or are filled already. */
export function resolveColumns(known: Entities, tables: readonly Table[]): void {
  const waiting = new Set(tables);
  const visit = (table: Table): void => {
    waiting.delete(table);
    ownColumns(table);
    for (const [name, relation] of Object.entries(table.document.relations ?? {})) {
      if (relation.belongsTo === undefined) continue;
      const target = targetTable(known, table, name, relation);
      if (waiting.has(target)) visit(target);
      foreignKey(table, name, relation, target);
    }
    mixins(table);
  };
  for (const table of tables) if (waiting.has(table)) visit(table);
}

function ownColumns(table: Table): void {
  const { columns, relations } = table.document;
  for (const [name, column] of Object.entries(columns)) {
    checkName(name, 'column name', below(table.source, 'columns', name));
    table.columns.set(name, column);
  }
  const explicit = table.document.primaryKey;
  const marked = Object.entries(columns)
    .filter(([, c]) => c.primaryKey === true)
    .map(([n]) => n);
  if (explicit !== undefined) {
    if (marked.length > 0)
      throw new TidemarkError('PRIMARY_KEY_TWICE', `${table.entity} states its primary key twice: on ${marked.join(', ')} and as primaryKey`, {
        at: below(table.source, 'primaryKey'),
        next: 'keep one of them',
      });
    table.primaryKey = Array.isArray(explicit) ? { columns: explicit } : explicit;
  } else if (marked.length > 0 || Object.values(relations ?? {}).some((r) => r.primaryKey === true)) {
    if (marked.length > 1)
      throw new TidemarkError('PRIMARY_KEY_TWICE', `${table.entity} has ${marked.length} columns that each claim to be the primary key: ${marked.join(', ')}`, {
        at: below(table.source, 'columns', marked[1]!),
        next: `write "primaryKey": ${JSON.stringify(marked)} on the entity for a composite key`,
      });
    table.primaryKey = { columns: marked };
  }
}

/** The column a foreign key brings when nobody declared it: the type of the key it points to, and nothing else of it. */
function foreignKey(table: Table, name: string, relation: RelationDefinition, target: Table): void {
  const references = list(relation.references) ?? target.primaryKey?.columns;
  if (references === undefined || references.length === 0) {
    throw new TidemarkError('PRIMARY_KEY_MISSING', `${table.entity}.${name} points to ${target.entity}, which has no primary key`, {
      at: below(table.source, 'relations', name),
      next: `give ${target.entity} a primary key, or say which columns are meant with references`,
    });
  }
  const columns = list(relation.column) ?? references.map((key) => `${name}_${key}`);
  if (columns.length !== references.length) {
    throw new TidemarkError(
      'RELATION_COLUMNS',
      `${table.entity}.${name} has ${columns.length} columns for a key of ${references.length}: ${references.join(', ')}`,
      { at: below(table.source, 'relations', name, 'column'), next: 'name one column for each' },
    );
  }
  for (const [n, column] of columns.entries()) {
    checkName(column, 'column name', below(table.source, 'relations', name));
    if (table.columns.has(column)) {
      if (relation.column === undefined && Object.hasOwn(table.document.columns, column))
        throw new TidemarkError(
          'COLUMN_TWICE',
          `${table.entity} has the column ${JSON.stringify(column)} twice: as a column and through the relation ${JSON.stringify(name)}`,
          {
            at: below(table.source, 'relations', name),
            next: `remove the column, or say column: ${JSON.stringify(column)} in the relation to use it`,
          },
        );
      continue;
    }
    if (references[n] !== undefined && !target.columns.has(references[n]!)) requireColumnThere(table, name, target, references[n]!);
    table.columns.set(column, {
      ...keyType(target.columns.get(references[n]!)!),
      ...(relation.nullable === true && { nullable: true }),
      ...(relation.comment !== undefined && { comment: relation.comment }),
      ...(relation.renamedFrom !== undefined && columns.length === 1 && { renamedFrom: relation.renamedFrom }),
    });
  }
  // The key of the parent leads: it is what rows are looked up by.
  if (relation.primaryKey === true && table.primaryKey !== undefined) {
    const own = table.primaryKey.columns.filter((c) => Object.hasOwn(table.document.columns, c) && !columns.includes(c));
    const led = table.primaryKey.columns.filter((c) => !own.includes(c) && !columns.includes(c));
    table.primaryKey = { ...table.primaryKey, columns: [...led, ...columns, ...own] };
  }
  table.foreignKeys.push({ relation: name, columns, target, references, rule: relation });
}

function requireColumnThere(table: Table, name: string, target: Table, column: string): void {
  const near = nearest(column, target.columns.keys());
  throw new TidemarkError('COLUMN_UNKNOWN', `${table.entity}.${name} points to ${target.entity}.${column}, which does not exist`, {
    at: below(table.source, 'relations', name, 'references'),
    next: near === undefined ? `columns there: ${[...target.columns.keys()].join(', ')}` : `did you mean ${JSON.stringify(near)}?`,
  });
}

const INTEGER_OF: { readonly [serial: string]: ColumnDefinition['type'] } = {
  smallserial: 'smallint',
  serial: 'integer',
  bigserial: 'bigint',
};

function keyType(key: ColumnDefinition): ColumnDefinition {
  const { type, length, precision, scale, fields, subtype, sqlType, enumName, values, array, collation } = key;
  const kept = {
    length,
    precision,
    scale,
    fields,
    subtype,
    sqlType,
    array,
    collation,
    ...(enumName !== undefined && { enumName, values }),
  };
  const plain = type === 'enum' && enumName === undefined ? 'text' : (INTEGER_OF[type] ?? type);
  return {
    type: plain,
    ...Object.fromEntries(Object.entries(kept).filter(([, v]) => v !== undefined)),
  } as ColumnDefinition;
}

function mixins(table: Table): void {
  const add = (name: string, column: ColumnDefinition): void => {
    if (!table.columns.has(name)) table.columns.set(name, column);
  };
  if (table.document.timestamps === true) {
    add('created_at', TIMESTAMP);
    add('updated_at', TIMESTAMP);
  }
  if (table.document.softDelete === true) add('deleted_at', { type: 'timestamptz', nullable: true });
}
