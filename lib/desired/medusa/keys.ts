// Owns the indexes and checks of a model, with the names that Medusa gives them.
import type { CheckDefinition, IndexDefinition } from '../../format/definition.generated.ts';
import { TidemarkError } from '../../errors.ts';
import { ident } from '../../sql/quote.ts';
import { cut } from '../names.ts';
import { indexName } from './names.ts';
import type { DmlIndex, DmlModel, DmlProperty } from './shapes.ts';

const LIVING = 'deleted_at IS NULL';

/** Medusa writes IF NOT EXISTS: of two with one name the first is what its databases have. */
export function firstOfEach(indexes: readonly IndexDefinition[]): IndexDefinition[] {
  const named = new Map<string, IndexDefinition>();
  for (const index of indexes) if (!named.has(index.name!)) named.set(index.name!, index);
  return [...named.values()];
}

export function propertyIndexes(table: string, { fieldName, indexes, computed }: DmlProperty): IndexDefinition[] {
  if (computed === true) return [];
  const own = indexes.map(({ name, type }) => living(table, [fieldName], type === 'unique', name));
  return fieldName === 'deleted_at' ? [...own, living(table, [fieldName], false)] : own;
}

/** An index that counts only rows that are not deleted. */
export function living(table: string, columns: readonly string[], unique: boolean, name?: string): IndexDefinition {
  return { name: cut(name ?? indexName(table, columns, unique)), columns: [...columns], where: LIVING, ...(unique && { unique: true }) };
}

export function modelIndex(model: string, table: string, index: DmlIndex, columns: ReadonlySet<string>): IndexDefinition {
  const { name, on, unique, type, where } = index;
  const unknown = (on ?? []).filter((c) => !columns.has(c));
  if (unknown.length > 0 || (on ?? []).length === 0)
    throw new TidemarkError(
      'MEDUSA_INDEX',
      `an index of ${model} names ${unknown.length === 0 ? 'no column' : `columns it does not have: ${unknown.join(', ')}`}`,
      {
        next: `its columns are ${[...columns].join(', ')}`,
      },
    );
  return {
    name: cut(name ?? indexName(table, on, unique === true)),
    columns: [...on],
    ...(unique === true && { unique: true }),
    ...(type !== undefined && { method: type.toLowerCase() }),
    where: spelled(where ?? '', columns),
  };
}

/** Medusa writes names of columns without quotes; one in camelCase means that column and no other. */
function spelled(condition: string, columns: ReadonlySet<string>): string {
  const words = /'(?:[^']|'')*'|"(?:[^"]|"")*"|[\p{L}_][\p{L}\p{N}_$]*/gu;
  return condition.replace(words, (word) => (columns.has(word) && word !== word.toLowerCase() && !columns.has(word.toLowerCase()) ? ident(word) : word));
}

/** Checks without a name get the server's: a second one of the same name is numbered. */
export function checksOf(table: string, checks: DmlModel['checks'], columns: ReadonlySet<string>, taken: readonly string[]): CheckDefinition[] {
  const names = new Set(taken);
  const quoted = Object.fromEntries([...columns].map((c) => [c, /^[a-z_][a-z0-9_]*$/.test(c) ? c : ident(c)]));
  return checks.map((given) => {
    const { name, property, expression } = typeof given === 'object' ? given : { expression: given };
    const base = cut(name ?? [table, ...(property === undefined ? [] : [property]), 'check'].join('_'));
    let free = base;
    for (let n = 1; names.has(free); n++) free = cut(base, 63 - String(n).length) + n;
    names.add(free);
    return { name: free, expression: typeof expression === 'function' ? expression(quoted) : spelled(expression, columns) };
  });
}
