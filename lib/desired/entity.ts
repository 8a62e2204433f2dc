// entity(): one table as people write it, turned into the document that its JSON Schema accepts.
import type {
  CheckDefinition,
  EntityDefinition,
  ExclusionDefinition,
  ExclusionElement,
  GrantDefinition,
  IndexDefinition,
  PartitionBy,
  PartitionDefinition,
  PolicyDefinition,
  PrimaryKeyDefinition,
  RelationDefinition,
  UniqueDefinition,
} from '../format/definition.generated.ts';
import { TidemarkError } from '../errors.ts';
import { columnData, isColumn, type Column } from './column.ts';
import { define, targetOf, type Definition, type NameOf } from './definition.ts';
import { textOf, type ColumnPart, type Expression } from './expression.ts';
import { isRelation, relationDocument, type Relation } from './relation.ts';

/** Columns and relations by name, in order. */
export type Shape = { readonly [name: string]: Column<any> | Relation }; // eslint-disable-line @typescript-eslint/no-explicit-any

/** `t.price` in the options: a part of an index, a name inside sql``. */
export interface ColumnRef extends ColumnPart {
  asc(): ColumnRef;
  desc(): ColumnRef;
  nullsFirst(): ColumnRef;
  nullsLast(): ColumnRef;
  /** Operator class, e.g. gin_trgm_ops. */
  op(opclass: string): ColumnRef;
  collate(collation: string): ColumnRef;
}
type Named = string | ColumnPart;
type Part =
  | string
  | ColumnPart
  | {
      readonly expression: Expression;
      readonly opclass?: string;
      readonly order?: 'asc' | 'desc';
      readonly nulls?: 'first' | 'last';
      readonly collation?: string;
    }
  | { readonly sql: string };
type With<T, Replaced> = Omit<T, keyof Replaced> & Replaced;

export type EntityOptions = Omit<
  EntityDefinition,
  | '$schema'
  | 'entity'
  | 'columns'
  | 'relations'
  | 'primaryKey'
  | 'uniques'
  | 'indexes'
  | 'checks'
  | 'exclusions'
  | 'policies'
  | 'partitionBy'
> & {
  /** Name and columns, or columns; for a single column `.primaryKey()` on the column reads better. */
  primaryKey?: readonly Named[] | With<PrimaryKeyDefinition, { columns: readonly Named[]; include?: readonly Named[] }>;
  uniques?: readonly (
    readonly Named[] | With<UniqueDefinition, { columns: readonly Named[]; include?: readonly Named[] }>
  )[];
  indexes?: readonly (
    | readonly Part[]
    | With<IndexDefinition, { columns: readonly Part[]; include?: readonly Named[]; where?: Expression }>
  )[];
  /** Expressions, or by name: `{ price_positive: sql`price > 0` }`. */
  checks?:
    | readonly (Expression | With<CheckDefinition, { expression: Expression }>)[]
    | { readonly [name: string]: Expression };
  exclusions?: readonly With<
    ExclusionDefinition,
    {
      elements: readonly (
        ExclusionElement | { readonly expression: Expression; readonly operator: string; readonly opclass?: string }
      )[];
      where?: Expression;
    }
  >[];
  policies?: readonly With<PolicyDefinition, { using?: Expression; withCheck?: Expression }>[];
  partitionBy?: With<PartitionBy, { columns: readonly Part[] }>;
  partitions?: PartitionDefinition[];
  grants?: GrantDefinition[];
};

export interface Entity<Name extends string = string, Columns extends Shape = Shape> extends Definition {
  readonly name: Name;
  readonly columns: Columns;
  toJSON(): EntityDefinition;
}

/** Declares a table. The second argument holds columns and relations; the third everything else, as data or as `(t) => data`. */
export function entity<const Name extends string, Columns extends Shape>(
  name: Name,
  columns: Columns,
  options: EntityOptions | ((t: { readonly [C in keyof Columns]: ColumnRef }) => EntityOptions) = {},
): Entity<Name, Columns> {
  const refs = Object.fromEntries(Object.keys(columns).map((c) => [c, columnRef({ column: c })]));
  const given = typeof options === 'function' ? options(refs as { readonly [C in keyof Columns]: ColumnRef }) : options;
  return define('entity', name, { name, columns }, (nameOf) => entityDocument(name, columns, given, nameOf)) as Entity<
    Name,
    Columns
  >;
}

function columnRef(part: ColumnPart): ColumnRef {
  const more = (extra: Partial<ColumnPart>): ColumnRef => columnRef({ ...part, ...extra });
  const methods = {
    asc: () => more({ order: 'asc' }),
    desc: () => more({ order: 'desc' }),
    nullsFirst: () => more({ nulls: 'first' }),
    nullsLast: () => more({ nulls: 'last' }),
    op: (opclass: string) => more({ opclass }),
    collate: (collation: string) => more({ collation }),
  };
  // Methods are hidden from enumeration: as data a reference is a part of an index.
  return Object.defineProperties(
    { ...part },
    Object.fromEntries(Object.entries(methods).map(([n, value]) => [n, { value }])),
  ) as ColumnRef;
}

function entityDocument(name: string, shape: Shape, options: EntityOptions, nameOf: NameOf): EntityDefinition {
  const document: EntityDefinition = { entity: name, columns: {} };
  const relations: { [name: string]: RelationDefinition } = {};
  const uniques: UniqueDefinition[] = [];
  const indexes: IndexDefinition[] = [];
  const checks: CheckDefinition[] = [];
  const keys = Object.entries(shape)
    .filter(([, c]) => isColumn(c) && columnData(c).definition.primaryKey === true)
    .map(([n]) => n);
  for (const [key, value] of Object.entries(shape)) {
    if (isRelation(value)) {
      relations[key] = relationDocument(key, value, nameOf);
      continue;
    }
    if (!isColumn(value))
      throw new TidemarkError('COLUMN_NOT_A_COLUMN', `${name}.${key} is neither a column nor a relation`, {
        next: "write it with the builders of 'tidemark', e.g. text() or belongsTo(() => other)",
      });
    const { definition, attached } = columnData(value);
    document.columns[key] =
      keys.length > 1 && definition.primaryKey === true ? without(definition, 'primaryKey') : definition;
    if (attached.unique !== undefined) uniques.push({ columns: [key], ...attached.unique });
    for (const index of attached.indexes) indexes.push({ columns: [key], ...index });
    checks.push(...attached.checks);
    if (attached.references !== undefined) {
      const { column: references, ...foreignKey } = attached.references.options;
      const to = nameOf(targetOf(attached.references.target, `${name}.${key}.references()`));
      relations[key] = {
        belongsTo: to.entity,
        ...(to.module !== undefined && { module: to.module }),
        column: key,
        ...(references !== undefined && { references }),
        ...foreignKey,
      };
    }
  }
  const {
    primaryKey,
    uniques: moreUniques,
    indexes: moreIndexes,
    checks: moreChecks,
    exclusions,
    policies,
    partitionBy,
    ...rest
  } = options;
  Object.assign(document, rest);
  if (primaryKey !== undefined)
    document.primaryKey = Array.isArray(primaryKey)
      ? primaryKey.map(columnName)
      : keyed(primaryKey as With<PrimaryKeyDefinition, { columns: readonly Named[]; include?: readonly Named[] }>);
  else if (keys.length > 1) document.primaryKey = keys;
  for (const one of moreUniques ?? [])
    uniques.push(
      Array.isArray(one)
        ? { columns: one.map(columnName) }
        : keyed(one as With<UniqueDefinition, { columns: readonly Named[]; include?: readonly Named[] }>),
    );
  for (const one of moreIndexes ?? []) indexes.push(indexDocument(one));
  checks.push(...checkDocuments(moreChecks ?? []));
  if (uniques.length > 0) document.uniques = uniques;
  if (indexes.length > 0) document.indexes = indexes;
  if (checks.length > 0) document.checks = checks;
  if (exclusions !== undefined)
    document.exclusions = exclusions.map(
      (e) =>
        ({
          ...e,
          elements: e.elements.map(
            (x) =>
              ('expression' in x && x.expression !== undefined
                ? { ...x, expression: textOf(x.expression) }
                : x) as ExclusionElement,
          ),
          ...texts(e, ['where']),
        }) as ExclusionDefinition,
    );
  if (policies !== undefined)
    document.policies = policies.map((p) => ({ ...p, ...texts(p, ['using', 'withCheck']) }) as PolicyDefinition);
  if (partitionBy !== undefined)
    document.partitionBy = { ...partitionBy, columns: partitionBy.columns.map(partDocument) };
  if (Object.keys(relations).length > 0) document.relations = relations;
  return document;
}

function columnName(named: Named): string {
  return typeof named === 'string' ? named : named.column;
}

function keyed<T extends { columns: readonly Named[]; include?: readonly Named[] }>(
  key: T,
): Omit<T, 'columns' | 'include'> & { columns: string[]; include?: string[] } {
  const { columns, include, ...rest } = key;
  return {
    ...rest,
    columns: columns.map(columnName),
    ...(include !== undefined && { include: include.map(columnName) }),
  };
}

function partDocument(part: Part): IndexDefinition['columns'][number] {
  if (typeof part === 'string') return part;
  if ('sql' in part) return { expression: part.sql };
  if ('expression' in part) return { ...part, expression: textOf(part.expression) };
  return Object.keys(part).join() === 'column' ? part.column : { ...part };
}

function indexDocument(index: NonNullable<EntityOptions['indexes']>[number]): IndexDefinition {
  if (Array.isArray(index)) return { columns: (index as readonly Part[]).map(partDocument) };
  const { columns, include, where, ...rest } = index as With<
    IndexDefinition,
    { columns: readonly Part[]; include?: readonly Named[]; where?: Expression }
  >;
  return {
    ...rest,
    columns: columns.map(partDocument),
    ...(include !== undefined && { include: include.map(columnName) }),
    ...(where !== undefined && { where: textOf(where) }),
  };
}

function checkDocuments(checks: NonNullable<EntityOptions['checks']>): CheckDefinition[] {
  if (!Array.isArray(checks))
    return Object.entries(checks as { readonly [name: string]: Expression }).map(([name, expression]) => ({
      name,
      expression: textOf(expression),
    }));
  return (checks as readonly (Expression | With<CheckDefinition, { expression: Expression }>)[]).map((c) =>
    typeof c === 'string'
      ? { expression: c }
      : 'sql' in c
        ? { expression: c.sql }
        : { ...c, expression: textOf(c.expression) },
  );
}

function texts<T extends object>(from: T, names: readonly (keyof T)[]): Partial<T> {
  return Object.fromEntries(
    names.filter((n) => from[n] !== undefined).map((n) => [n, textOf(from[n] as Expression)]),
  ) as Partial<T>;
}

function without<T extends object, Name extends keyof T>(from: T, name: Name): Omit<T, Name> {
  const { [name]: _, ...rest } = from;
  return rest;
}
