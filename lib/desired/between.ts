// Links and many-to-many relations are tables too: written as entity documents, so that nothing after this knows them apart.
import type { ColumnDefinition, EntityDefinition, LinkDefinition, LinkSide, RelationDefinition } from '../format/definition.generated.ts';
import { TidemarkError } from '../errors.ts';
import { medusaLinkTable } from './medusa/link-table.ts';
import { fitted } from './names.ts';
import { below, pointer, type Source } from './placed.ts';
import { targetTable, type Entities } from './entities.ts';
import { list, type Table } from './table.ts';

export interface Between {
  readonly source: Source;
  readonly document: EntityDefinition;
  /** Of a link: both sides. */
  readonly between?: string;
}

const SIDES = ['left', 'right'] as const;

/** The table of a link; undefined for one that is read only. Both sides are looked up either way. */
export function linkTable(known: Entities, source: Source, { link }: LinkDefinition): Between | undefined {
  const ends = SIDES.map((side) => {
    const { entity, module } = link[side];
    return known.find(entity, module, source.module, (message, next) => {
      throw new TidemarkError('ENTITY_UNKNOWN', `a link names an entity that does not exist: ${message}`, {
        at: below(source, 'link', side, 'entity'),
        next,
      });
    });
  });
  if (link.readOnly === true) return undefined;
  const [left, right] = ends as [Table, Table];
  const columns = SIDES.map((side, n) => columnsOf(link[side], ends[n]!, source, side));
  const shared = columns[0]!.find((c) => columns[1]!.includes(c));
  if (shared !== undefined)
    throw new TidemarkError('LINK_COLUMNS', `both sides of the link ${left.entity} - ${right.entity} use the column ${JSON.stringify(shared)}`, {
      at: below(source, 'link', 'right'),
      next: 'name one of them with "column"',
    });
  const medusa = link.shape === 'medusa';
  const relations: { [name: string]: RelationDefinition } = {};
  for (const [n, side] of SIDES.entries()) {
    if (medusa && link.foreignKeys !== true) break;
    const { references, cascade } = link[side];
    relations[side] = {
      belongsTo: ends[n]!.entity,
      module: ends[n]!.source.module,
      column: columns[n]!,
      ...(link[side].column === undefined && formerColumn(ends[n]!, list(references))),
      ...(medusa ? { index: false } : { primaryKey: true, index: n === 1 }),
      ...(references !== undefined && { references }),
      ...(link.foreignKeys === false && { foreignKey: false }),
      ...(cascade !== false && { onDelete: 'cascade' as const }),
    };
  }
  const former = link.table === undefined && link.renamedFrom === undefined && !medusa ? formerTable(left, right) : undefined;
  const made: Source = { ...source, pointer: pointer(source, 'link'), made: true, ...(former !== undefined && { follows: true }) };
  const said = {
    ...(former !== undefined && { renamedFrom: former }),
    ...(link.schema !== undefined && { schema: link.schema }),
    ...(link.renamedFrom !== undefined && { renamedFrom: link.renamedFrom }),
    ...(link.comment !== undefined && { comment: link.comment }),
  };
  const between = ends.map((end) => `${end.source.module}.${end.entity}`).join(' - ');
  if (medusa) {
    const [one, other] = ends.map((end, n) => ({ module: link[SIDES[n]!].module ?? end.source.module, columns: columns[n]! }));
    return { source: made, between, document: { ...medusaLinkTable(link, [one!, other!], relations), ...said } };
  }
  const uniques = [...(link.left.list === false ? [{ columns: columns[1]! }] : []), ...(link.right.list === false ? [{ columns: columns[0]! }] : [])];
  return {
    source: made,
    between,
    document: {
      entity: link.table ?? fitted(`${left.name}_${right.name}`),
      table: link.table ?? fitted(`${left.name}_${right.name}`),
      ...said,
      columns: { ...link.extraColumns, ...(link.extraColumns?.created_at === undefined && { created_at: CREATED }) },
      relations,
      ...(uniques.length > 0 && { uniques }),
    },
  };
}

const CREATED: ColumnDefinition = { type: 'timestamptz', default: { sql: 'now()' } };

function columnsOf(side: LinkSide, table: Table, source: Source, which: string): string[] {
  const keys = list(side.references) ?? table.primaryKey?.columns ?? [];
  if (keys.length === 0)
    throw new TidemarkError('PRIMARY_KEY_MISSING', `the link points to ${table.entity}, which has no primary key`, {
      at: below(source, 'link', which),
      next: `give ${table.entity} a primary key, or name a key with "references"`,
    });
  return [...(list(side.column) ?? keys.map((key) => `${table.name}_${key}`))];
}

/** A table's name that is made of two: of those before they were renamed. */
function formerTable(one: Table, other: Table): string | undefined {
  if (one.was === undefined && other.was === undefined) return undefined;
  return fitted(`${one.was?.[1] ?? one.name}_${other.was?.[1] ?? other.name}`);
}

/** What the column was called that is called after a table and its key. */
function formerColumn(table: Table, references: readonly string[] | undefined): { renamedFrom?: string } {
  const [key, ...more] = references ?? table.primaryKey?.columns ?? [];
  const was = key === undefined ? undefined : table.document.columns[key]?.renamedFrom;
  if (more.length > 0 || (table.was === undefined && was === undefined)) return {};
  return { renamedFrom: `${table.was?.[1] ?? table.name}_${was ?? key}` };
}

/** Pivot tables of many-to-many relations; a relation stated from both sides makes one. */
export function pivotTables(known: Entities): Between[] {
  const made = new Map<string, { readonly table: Table; readonly name: string; readonly relation: RelationDefinition; readonly pivot: Between }>();
  for (const table of known.all) {
    for (const [name, relation] of Object.entries(table.document.relations ?? {})) {
      if (relation.manyToMany === undefined) continue;
      const target = targetTable(known, table, name, relation);
      if (relation.mappedBy !== undefined) {
        const owner = target.document.relations?.[relation.mappedBy];
        if (owner?.manyToMany === undefined || owner.mappedBy !== undefined)
          throw new TidemarkError(
            'RELATION_UNKNOWN',
            `${table.entity}.${name}: ${target.entity} has no manyToMany relation ${JSON.stringify(relation.mappedBy)} that makes the pivot table`,
            {
              at: below(table.source, 'relations', name, 'mappedBy'),
              next: 'name the relation on the other side, or leave mappedBy out',
            },
          );
        continue;
      }
      const pivot = pivotTable(table, name, relation, target);
      const key = `${pivot.document.schema}.${pivot.document.table}`;
      const other = made.get(key);
      const settled = (r: RelationDefinition): number =>
        Number(r.column !== undefined) + Number(r.inverseColumn !== undefined) + Number(r.through !== undefined);
      // Stated from both sides without mappedBy: the side that says more makes the table, else the first by name.
      const inverse = other !== undefined && other.table === target && other.table !== table;
      if (other === undefined || (inverse && settled(relation) > settled(other.relation))) made.set(key, { table, name, relation, pivot });
      else if (!inverse)
        throw new TidemarkError(
          'DEFINED_TWICE',
          `${table.entity}.${name} and ${other.table.entity}.${other.name} make the same pivot table ${pivot.document.table}`,
          { at: below(table.source, 'relations', name), next: 'name one of them with "through"' },
        );
    }
  }
  return [...made.values()].map((m) => m.pivot);
}

function pivotTable(table: Table, name: string, relation: RelationDefinition, target: Table): Between {
  const [one, other] = [table, target].sort((a, b) => (a.name < b.name ? -1 : 1)) as [Table, Table];
  const through = relation.through ?? fitted(`${one.name}_${other.name}`);
  const [first, second] = [table, target].sort((a, b) => ((a.was?.[1] ?? a.name) < (b.was?.[1] ?? b.name) ? -1 : 1)) as [Table, Table];
  const former = relation.through === undefined ? formerTable(first, second) : undefined;
  const source: Source = {
    ...table.source,
    pointer: pointer(table.source, 'relations', name),
    made: true,
    ...(former !== undefined && { follows: true }),
  };
  const here = list(relation.column) ?? (table.primaryKey?.columns ?? []).map((key) => `${table.name}_${key}`);
  const there = list(relation.inverseColumn) ?? (target.primaryKey?.columns ?? []).map((key) => `${target.name}_${key}`);
  const shared = here.find((c) => there.includes(c));
  if (shared !== undefined)
    throw new TidemarkError('RELATION_COLUMNS', `both sides of ${table.entity}.${name} use the pivot column ${JSON.stringify(shared)}`, {
      at: below(table.source, 'relations', name),
      next: 'name them with "column" and "inverseColumn"',
    });
  const rules = {
    ...(relation.foreignKey === false && { foreignKey: false }),
    onDelete: relation.onDelete ?? ('cascade' as const),
    ...(relation.onUpdate !== undefined && { onUpdate: relation.onUpdate }),
  };
  const side = (to: Table, column: readonly string[], index: boolean, said: unknown): RelationDefinition => ({
    ...(said === undefined && formerColumn(to, undefined)),
    belongsTo: to.entity,
    module: to.source.module,
    column: [...column],
    primaryKey: true,
    index,
    ...rules,
  });
  return {
    source,
    document: {
      entity: through,
      table: through,
      schema: table.schema,
      ...(former !== undefined && { renamedFrom: former }),
      columns: {},
      relations: {
        here: side(table, here, false, relation.column),
        there: side(target, there, true, relation.inverseColumn),
      },
    },
  };
}
