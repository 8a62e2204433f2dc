// A Medusa model -> the documents that say the same: its table, and the pivot tables that it owns.
import type { ColumnDefinition, EntityDefinition, IndexDefinition, RelationDefinition } from '../../format/definition.generated.ts';
import { TidemarkError } from '../../errors.ts';
import { columnOf, enumCheck } from './column.ts';
import { checksOf, firstOfEach, modelIndex, propertyIndexes } from './keys.ts';
import { keyName, modelName, tableOf } from './names.ts';
import { assertMapped, pivotOf, pointing, type NameOfModel } from './relation.ts';
import { isProperty, type DmlEntity, type DmlProperty } from './shapes.ts';

export function entityName(entity: DmlEntity): string {
  return modelName(entity.parse().name);
}

/** Throws MEDUSA_PROPERTY, MEDUSA_RELATION, MEDUSA_INDEX, MEDUSA_NO_KEY. */
export function modelDocuments(entity: DmlEntity, nameOf: NameOfModel): EntityDefinition[] {
  const model = entity.parse();
  const { schema, table } = tableOf(model.tableName);
  const fields = Object.entries(model.schema).map(([name, property]) => property.parse(name));
  const keys = fields.filter((f): f is DmlProperty => isProperty(f) && f.primaryKey === true).map((f) => f.fieldName);
  if (keys.length === 0)
    throw new TidemarkError('MEDUSA_NO_KEY', `the model ${model.name} has no primary key, and no application of Medusa starts with it`, {
      next: 'give it id: model.id().primaryKey()',
    });
  const columns: { [name: string]: ColumnDefinition } = {};
  const relations: { [name: string]: RelationDefinition } = {};
  const indexes: IndexDefinition[] = [];
  const enums: { name: string; expression: string }[] = [];
  const pivots: EntityDefinition[] = [];
  for (const field of fields) {
    if (isProperty(field)) {
      const column = columnOf(model.name, field, keys.length === 1);
      if (column !== undefined) columns[field.fieldName] = column;
      indexes.push(...propertyIndexes(table, field));
      const check = enumCheck(table, field);
      if (check !== undefined) enums.push(check);
      continue;
    }
    if (!['hasOne', 'hasOneWithFK', 'hasMany', 'belongsTo', 'manyToMany'].includes(field.type))
      throw new TidemarkError('MEDUSA_RELATION', `${model.name}.${field.name} is of the kind ${field.type}, which tidemark does not know`, {
        next: 'write this table as entity() or in SQL, or ask for the relation in an issue',
      });
    assertMapped(model, field);
    const points = pointing(model, field, nameOf);
    if (points !== undefined) {
      columns[points.column] = points.definition;
      relations[field.name] = points.relation;
      if (points.index !== undefined) indexes.push(points.index);
    }
    const pivot = pivotOf(model, field, nameOf, entity);
    if (pivot !== undefined) pivots.push(pivot);
  }
  const known = new Set(Object.keys(columns));
  const own = firstOfEach([...indexes, ...model.indexes.map((index) => modelIndex(model.name, table, index, known))]);
  const all = [
    ...enums,
    ...checksOf(
      table,
      model.checks,
      known,
      enums.map((c) => c.name),
    ),
  ];
  const document: EntityDefinition = {
    entity: modelName(model.name),
    table,
    ...(schema !== undefined && { schema }),
    columns,
    ...(keys.length > 0 && { primaryKey: { name: keyName(table, [], 'primary'), columns: keys } }),
    ...(own.length > 0 && { indexes: own }),
    ...(all.length > 0 && { checks: all }),
    ...(Object.keys(relations).length > 0 && { relations }),
  };
  return [document, ...pivots];
}
