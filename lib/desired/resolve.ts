// Owns name resolution between entities: which table a relation means, which columns it brings, what makes it unique.
import type { ColumnDefinition, RelationDefinition } from '../format/definition.generated.ts';
import { TidemarkError } from '../errors.ts';
import { checkName } from './names.ts';
import { nearest } from '../format/nearest.ts';
import { below } from './placed.ts';
import { list, requireColumn, type ForeignKey, type Table } from './table.ts';

export interface Entities {
  readonly all: readonly Table[];
  /** The entity called `name`: in `module` if given, else in `from`'s module, else the only one anywhere. */
  find(name: string, module: string | undefined, from: string, fail: (message: string, next: string) => never): Table;
}

export function entities(all: readonly Table[]): Entities {
  const named = new Map<string, Table[]>();
  for (const table of all) named.set(table.entity, [...(named.get(table.entity) ?? []), table]);
  return {
    all,
    find(name, module, from, fail) {
      const candidates = named.get(name) ?? [];
      if (module !== undefined) {
        const found = candidates.find((t) => t.source.module === module);
        if (found !== undefined) return found;
        const there = all.filter((t) => t.source.module === module).map((t) => t.entity);
        if (there.length === 0)
          return fail(
            `there is no module ${JSON.stringify(module)} with entities`,
            `modules with entities: ${[...new Set(all.map((t) => t.source.module))].join(', ')}`,
          );
        return fail(`module ${module} has no entity ${JSON.stringify(name)}`, suggestion(name, there));
      }
      const own = candidates.find((t) => t.source.module === from);
      if (own !== undefined) return own;
      if (candidates.length === 1) return candidates[0]!;
      if (candidates.length === 0)
        return fail(`there is no entity ${JSON.stringify(name)}`, suggestion(name, [...named.keys()]));
      return fail(
        `${candidates.length} modules have an entity ${JSON.stringify(name)}: ${candidates.map((t) => t.source.module).join(', ')}`,
        'name the module too',
      );
    },
  };
}

function suggestion(name: string, known: readonly string[]): string {
  const near = nearest(name, known);
  if (near !== undefined) return `did you mean ${JSON.stringify(near)}?`;
  return known.length === 0 ? 'define it' : `entities that exist: ${known.slice(0, 10).join(', ')}`;
}

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

/** Fills uniques and indexes of all tables, once the columns of all are known. */
export function resolveKeys(known: Entities, tables: readonly Table[]): void {
  for (const table of tables)
    for (const [name, relation] of Object.entries(table.document.relations ?? {}))
      inverse(known, table, name, relation);
  for (const table of tables) keys(table);
}

export function targetTable(known: Entities, table: Table, name: string, relation: RelationDefinition): Table {
  const target = relation.belongsTo ?? relation.hasOne ?? relation.hasMany ?? relation.manyToMany!;
  const word = (['belongsTo', 'hasOne', 'hasMany', 'manyToMany'] as const).find((w) => relation[w] !== undefined)!;
  return known.find(target, relation.module, table.source.module, (message, next) => {
    throw new TidemarkError('ENTITY_UNKNOWN', `${table.entity}.${name}: ${message}`, {
      at: below(table.source, 'relations', name, word),
      next,
    });
  });
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
      throw new TidemarkError(
        'PRIMARY_KEY_TWICE',
        `${table.entity} states its primary key twice: on ${marked.join(', ')} and as primaryKey`,
        { at: below(table.source, 'primaryKey'), next: 'keep one of them' },
      );
    table.primaryKey = Array.isArray(explicit) ? { columns: explicit } : explicit;
  } else if (marked.length > 0 || Object.values(relations ?? {}).some((r) => r.primaryKey === true)) {
    if (marked.length > 1)
      throw new TidemarkError(
        'PRIMARY_KEY_TWICE',
        `${table.entity} has ${marked.length} columns that each claim to be the primary key: ${marked.join(', ')}`,
        {
          at: below(table.source, 'columns', marked[1]!),
          next: `write "primaryKey": ${JSON.stringify(marked)} on the entity for a composite key`,
        },
      );
    table.primaryKey = { columns: marked };
  }
}

/** The column a foreign key brings when nobody declared it: the type of the key it points to, and nothing else of it. */
function foreignKey(table: Table, name: string, relation: RelationDefinition, target: Table): void {
  const references = list(relation.references) ?? target.primaryKey?.columns;
  if (references === undefined || references.length === 0) {
    throw new TidemarkError(
      'PRIMARY_KEY_MISSING',
      `${table.entity}.${name} points to ${target.entity}, which has no primary key`,
      {
        at: below(table.source, 'relations', name),
        next: `give ${target.entity} a primary key, or say which columns are meant with references`,
      },
    );
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
    if (references[n] !== undefined && !target.columns.has(references[n]!))
      requireColumnThere(table, name, target, references[n]!);
    table.columns.set(column, {
      ...keyType(target.columns.get(references[n]!)!),
      ...(relation.nullable === true && { nullable: true }),
      ...(relation.comment !== undefined && { comment: relation.comment }),
      ...(relation.renamedFrom !== undefined && columns.length === 1 && { renamedFrom: relation.renamedFrom }),
    });
  }
  // The key of the parent leads: it is what rows are looked up by.
  if (relation.primaryKey === true && table.primaryKey !== undefined) {
    const own = table.primaryKey.columns.filter(
      (c) => Object.hasOwn(table.document.columns, c) && !columns.includes(c),
    );
    const led = table.primaryKey.columns.filter((c) => !own.includes(c) && !columns.includes(c));
    table.primaryKey = { ...table.primaryKey, columns: [...led, ...columns, ...own] };
  }
  table.foreignKeys.push({ relation: name, columns, target, references, rule: relation });
}

function requireColumnThere(table: Table, name: string, target: Table, column: string): void {
  const near = nearest(column, target.columns.keys());
  throw new TidemarkError(
    'COLUMN_UNKNOWN',
    `${table.entity}.${name} points to ${target.entity}.${column}, which does not exist`,
    {
      at: below(table.source, 'relations', name, 'references'),
      next:
        near === undefined
          ? `columns there: ${[...target.columns.keys()].join(', ')}`
          : `did you mean ${JSON.stringify(near)}?`,
    },
  );
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
            back.length === 0
              ? `add a belongsTo relation to ${target.entity}`
              : `its relations to ${table.entity}: ${back.map((f) => f.relation).join(', ')}`,
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
      throw new TidemarkError(
        'RELATION_AMBIGUOUS',
        `${table.entity}.${name}: ${target.entity} points here ${back.length} times`,
        { at, next: `say which with mappedBy: ${back.map((f) => JSON.stringify(f.relation)).join(' or ')}` },
      );
    found = back[0]!;
  }
  if (relation.hasOne !== undefined && found.rule.unique !== true && !alreadyUnique(target, found))
    target.uniques.push({ unique: { columns: [...found.columns] }, path: ['relations', found.relation] });
}

function alreadyUnique(table: Table, key: ForeignKey): boolean {
  const same = (columns: readonly string[]): boolean =>
    columns.length === key.columns.length && columns.every((c) => key.columns.includes(c));
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
    const unique =
      key.rule.unique === true ||
      alreadyUnique(table, key) ||
      table.uniques.some((u) => u.unique.columns.join('\0') === key.columns.join('\0'));
    if (key.rule.index !== false && !unique && !leads(table, key.columns))
      table.indexes.push({ index: { columns: [...key.columns], where: '' }, path: ['relations', key.relation] });
  }
  for (const { unique, path } of table.uniques)
    for (const column of [...unique.columns, ...(unique.include ?? [])]) requireColumn(table, column, ...path);
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
    columns.every(
      (c, n) => c === (typeof names[n] === 'string' ? names[n] : (names[n] as { column?: string } | undefined)?.column),
    );
  if (table.primaryKey !== undefined && starts(table.primaryKey.columns)) return true;
  const soft = table.document.softDelete === true;
  if (!soft && table.uniques.some((u) => starts(u.unique.columns))) return true;
  return table.indexes.some(
    ({ index }) =>
      (index.where ?? (soft ? 'x' : '')) === '' && (index.method ?? 'btree') === 'btree' && starts(index.columns),
  );
}
