// Owns finding an entity by the name that a relation or a link gives it.
import type { RelationDefinition } from '../format/definition.generated.ts';
import { TidemarkError } from '../errors.ts';
import { nearest } from '../format/nearest.ts';
import { below } from './placed.ts';
import type { Table } from './table.ts';

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
      if (candidates.length === 0) return fail(`there is no entity ${JSON.stringify(name)}`, suggestion(name, [...named.keys()]));
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
