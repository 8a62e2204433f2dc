// Owns the relations of a model: the column and foreign key of the side that points, and the pivot table of two lists.
import pluralize from 'pluralize';
import type { ColumnDefinition, EntityDefinition, IndexDefinition, RelationDefinition } from '../../format/definition.generated.ts';
import { TidemarkError } from '../../errors.ts';
import { columnOf } from './column.ts';
import { living } from './keys.ts';
import { cut } from '../names.ts';
import { keyName, modelName, snake, tableOf } from './names.ts';
import { isDmlEntity, isProperty, type DmlEntity, type DmlField, type DmlModel, type DmlRelation } from './shapes.ts';

/** How a document names the model that a relation points to. */
export type NameOfModel = (target: DmlEntity) => { readonly entity: string; readonly module?: string };

export interface Pointing {
  readonly column: string;
  readonly definition: ColumnDefinition;
  readonly relation: RelationDefinition;
  readonly index: IndexDefinition | undefined;
}

/** The column, foreign key and index that a relation brings to its own table; undefined where the other side has them. */
export function pointing(model: DmlModel, relation: DmlRelation, nameOf: NameOfModel): Pointing | undefined {
  if (relation.type !== 'belongsTo' && relation.type !== 'hasOneWithFK') return undefined;
  const { table } = tableOf(model.tableName);
  const target = targetOf(model, relation);
  const there = target.parse();
  const column = (relation.options['foreignKeyName'] as string | undefined) ?? snake(`${relation.name}Id`);
  const [key, ...more] = keyOf(there) as [Key, ...Key[]];
  if (more.length > 0)
    throw unsupported(model, relation, `the primary key of ${there.name} has several columns, and a relation holds one`, `give ${there.name} an id of its own`);
  const mappedBy = relation.mappedBy ?? snake(model.name);
  const back = parsed(there, mappedBy);
  const owned = relation.type === 'belongsTo';
  if (owned && back !== undefined && (isProperty(back) || back.type === 'belongsTo'))
    throw unsupported(model, relation, `${there.name}.${mappedBy} is no relation that can be pointed to`, 'make it a hasOne, hasMany or manyToMany there');
  const detached = back !== undefined && !isProperty(back) && back.type === 'manyToMany' && there.cascades.detach?.includes(mappedBy) === true;
  const cascade = owned && (there.cascades.delete?.includes(mappedBy) === true || detached);
  const to = nameOf(target);
  return {
    column,
    definition: { ...key.definition, ...(relation.nullable && { nullable: true }) },
    relation: {
      belongsTo: to.entity,
      ...(to.module !== undefined && { module: to.module }),
      column,
      references: key.column,
      constraint: keyName(table, [column], 'foreign'),
      onUpdate: 'cascade',
      ...(cascade ? { onDelete: 'cascade' as const } : relation.nullable && { onDelete: 'set null' as const }),
      ...(relation.nullable && { nullable: true }),
      index: false,
    },
    index: owned ? living(table, [column], back !== undefined && !isProperty(back) && back.type.startsWith('hasOne')) : undefined,
  };
}

/** What `mappedBy` of a hasOne or hasMany names is there: its ORM does not start otherwise. Throws MEDUSA_RELATION. */
export function assertMapped(model: DmlModel, relation: DmlRelation): void {
  if ((relation.type !== 'hasOne' && relation.type !== 'hasMany') || relation.mappedBy === undefined) return;
  const there = targetOf(model, relation).parse();
  const back = parsed(there, relation.mappedBy);
  if (back === undefined || isProperty(back))
    throw unsupported(model, relation, `${there.name} has no relation ${JSON.stringify(relation.mappedBy)}`, 'correct mappedBy, or add that belongsTo there');
}

/** The table between two lists, made by the side that owns it. undefined: the other side does, or a model of its own is the table. */
export function pivotOf(model: DmlModel, relation: DmlRelation, nameOf: NameOfModel, self: DmlEntity): EntityDefinition | undefined {
  if (relation.type !== 'manyToMany') return undefined;
  const target = targetOf(model, relation);
  const there = target.parse();
  const other = otherSide(model, relation, there);
  const options = relation.options;
  const here = tableOf(model.tableName);
  const beyond = tableOf(there.tableName);
  const sorted = [here.table, beyond.table].sort();
  if (says(options) && says(other.options))
    throw unsupported(model, relation, 'both sides say how the pivot table looks', 'keep pivotTable, joinColumn and inverseJoinColumn on one side');
  const owns = says(options) || (!says(other.options) && (here.table === beyond.table ? relation.name <= other.name : sorted[0] === here.table));
  // A pivot model that the other side alone names is not asked: its ORM works with a table of this side's, beside the model's own.
  if (!owns || options['pivotEntity'] !== undefined) return undefined;
  const through =
    (options['pivotTable'] as string | undefined) ?? (other.options['pivotTable'] as string | undefined) ?? `${sorted[0]!}_${pluralize(sorted[1]!)}`;
  const { schema = beyond.schema ?? here.schema, table } = split(through);
  const names = [modelName(model.name), modelName(there.name)].map((n) => snake(n));
  const same = names[0] === names[1];
  const mine = joined(model, relation, 'joinColumn', `${names[0]!}${same ? '_1' : ''}`, keyOf(model));
  const theirs = joined(model, relation, 'inverseJoinColumn', `${names[1]!}${same ? '_2' : ''}`, keyOf(there));
  const rules = { onUpdate: 'cascade' as const, onDelete: 'cascade' as const, index: false };
  const side = (to: ReturnType<NameOfModel>, columns: readonly Joined[]): RelationDefinition => {
    const at = columns.map((c) => c.at);
    return {
      belongsTo: to.entity,
      ...(to.module !== undefined && { module: to.module }),
      column: at,
      references: columns.map((c) => c.key.column),
      constraint: keyName(table, at, 'foreign'),
      ...rules,
    };
  };
  const all = [...mine, ...theirs];
  return {
    entity: cut(table),
    table: cut(table),
    ...(schema !== undefined && { schema }),
    columns: Object.fromEntries(all.map(({ at, key }) => [at, key.definition])),
    primaryKey: { name: keyName(table, [], 'primary'), columns: all.map((c) => c.at) },
    relations: { here: side(nameOf(self), mine), there: side(nameOf(target), theirs) },
  };
}

const says = (options: DmlRelation['options']): boolean => ['pivotTable', 'joinColumn', 'inverseJoinColumn'].some((o) => options[o] !== undefined);

interface Joined {
  /** In the pivot table. */
  readonly at: string;
  readonly key: Key;
}

/** A column of the pivot table for each of a key. */
function joined(model: DmlModel, relation: DmlRelation, option: 'joinColumn' | 'inverseJoinColumn', prefix: string, keys: readonly Key[]): Joined[] {
  const given = relation.options[option] as string | readonly string[] | undefined;
  const names = given === undefined ? keys.map((k) => `${prefix}_${k.column}`) : [given].flat();
  if (names.length !== keys.length)
    throw unsupported(model, relation, `${option} names ${names.length} of the ${keys.length} columns of the key`, `name ${keys.length} in ${option}`);
  return keys.map((key, n) => ({ at: names[n]!, key }));
}

function split(name: string): { readonly schema?: string; readonly table: string } {
  const dot = name.indexOf('.');
  return dot === -1 ? { table: name } : { schema: name.slice(0, dot), table: name.slice(dot + 1) };
}

function otherSide(model: DmlModel, relation: DmlRelation, there: DmlModel): DmlRelation {
  if (relation.mappedBy !== undefined) {
    const named = parsed(there, relation.mappedBy);
    if (named !== undefined && !isProperty(named) && named.type === 'manyToMany') return named;
    throw unsupported(model, relation, `${there.name} has no manyToMany ${JSON.stringify(relation.mappedBy)}`, 'correct mappedBy');
  }
  const back = Object.keys(there.schema)
    .map((name) => parsed(there, name)!)
    .filter(
      (f): f is DmlRelation =>
        !isProperty(f) &&
        f.type === 'manyToMany' &&
        isDmlEntity(call(f.entity)) &&
        modelName((call(f.entity) as DmlEntity).parse().name) === modelName(model.name),
    );
  if (back.length === 1) return back[0]!;
  throw unsupported(
    model,
    relation,
    `${there.name} has ${back.length} manyToMany relations that point back`,
    'say which with mappedBy, on one side or on both',
  );
}

function parsed(model: DmlModel, name: string): DmlField | undefined {
  return Object.hasOwn(model.schema, name) ? model.schema[name]!.parse(name) : undefined;
}

function call(entity: unknown): unknown {
  return typeof entity === 'function' ? (entity as () => unknown)() : undefined;
}

function targetOf(model: DmlModel, relation: DmlRelation): DmlEntity {
  const target = call(relation.entity);
  if (isDmlEntity(target)) return target;
  throw unsupported(model, relation, 'it points to no model', 'write () => Model, and export that model');
}

interface Key {
  readonly column: string;
  /** What a column that points to it looks like. */
  readonly definition: ColumnDefinition;
}

/** The columns of a primary key. */
function keyOf(model: DmlModel): readonly Key[] {
  const keys = Object.keys(model.schema).flatMap((name): Key[] => {
    const field = parsed(model, name)!;
    if (!isProperty(field) || field.primaryKey !== true) return [];
    const { type } = columnOf(model.name, field, false)!;
    return [{ column: field.fieldName, definition: { type: type === 'serial' ? 'integer' : type } }];
  });
  if (keys.length > 0) return keys;
  throw new TidemarkError('MEDUSA_NO_KEY', `the model ${model.name} has no primary key, and a relation points to it`, {
    next: 'give it id: model.id().primaryKey()',
  });
}

function unsupported(model: DmlModel, relation: DmlRelation, why: string, next: string): TidemarkError {
  return new TidemarkError('MEDUSA_RELATION', `${model.name}.${relation.name} cannot be read: ${why}`, { next });
}
