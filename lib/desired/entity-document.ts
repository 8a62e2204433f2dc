// Owns the way from what entity() was given to the document that its JSON Schema accepts.
import type {
  CheckDefinition,
  EntityDefinition,
  ExclusionElement,
  ExclusionDefinition,
  IndexDefinition,
  PolicyDefinition,
  PrimaryKeyDefinition,
  RelationDefinition,
  UniqueDefinition,
} from '../format/definition.generated.ts';
import { TidemarkError } from '../errors.ts';
import { columnData, isColumn } from './column.ts';
import { targetOf, type NameOf } from './definition.ts';
import type { EntityOptions, Named, Part, Shape, With } from './entity-options.ts';
import { textOf, type Expression } from './expression.ts';
import { isRelation, relationDocument } from './relation.ts';

export function entityDocument(name: string, shape: Shape, options: EntityOptions, nameOf: NameOf): EntityDefinition {
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
    document.columns[key] = keys.length > 1 && definition.primaryKey === true ? without(definition, 'primaryKey') : definition;
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
  const { primaryKey, uniques: moreUniques, indexes: moreIndexes, checks: moreChecks, exclusions, policies, partitionBy, ...rest } = options;
  Object.assign(document, rest);
  if (primaryKey !== undefined)
    document.primaryKey = Array.isArray(primaryKey)
      ? primaryKey.map(columnName)
      : keyed(primaryKey as With<PrimaryKeyDefinition, { columns: readonly Named[]; include?: readonly Named[] }>);
  else if (keys.length > 1) document.primaryKey = keys;
  for (const one of moreUniques ?? [])
    uniques.push(
      Array.isArray(one) ? { columns: one.map(columnName) } : keyed(one as With<UniqueDefinition, { columns: readonly Named[]; include?: readonly Named[] }>),
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
            (x) => ('expression' in x && x.expression !== undefined ? { ...x, expression: textOf(x.expression) } : x) as ExclusionElement,
          ),
          ...texts(e, ['where']),
        }) as ExclusionDefinition,
    );
  if (policies !== undefined) document.policies = policies.map((p) => ({ ...p, ...texts(p, ['using', 'withCheck']) }) as PolicyDefinition);
  if (partitionBy !== undefined) document.partitionBy = { ...partitionBy, columns: partitionBy.columns.map(partDocument) };
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
  const { columns, include, where, ...rest } = index as With<IndexDefinition, { columns: readonly Part[]; include?: readonly Named[]; where?: Expression }>;
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
    typeof c === 'string' ? { expression: c } : 'sql' in c ? { expression: c.sql } : { ...c, expression: textOf(c.expression) },
  );
}

function texts<T extends object>(from: T, names: readonly (keyof T)[]): Partial<T> {
  return Object.fromEntries(names.filter((n) => from[n] !== undefined).map((n) => [n, textOf(from[n] as Expression)])) as Partial<T>;
}

function without<T extends object, Name extends keyof T>(from: T, name: Name): Omit<T, Name> {
  const { [name]: _, ...rest } = from;
  return rest;
}
