// What a definition mentions, by last names: enough to say that it no longer leans on something.
import type { Ast } from '../sql/parse.ts';
import { walk } from '../sql/engine.ts';
import { stringsOf } from '../sql/names.ts';
import { relationKinds } from './relation.ts';

/** Does it still lean on the object of this kind and these names? */
export type Uses = (kind: string, names: readonly string[]) => boolean;

/** A view's query, a policy's or trigger's conditions, a function's parsed body. Columns of the table `on` need no mention of it. */
export function usesOf(on: readonly string[] | undefined, ...definition: Ast[]): Uses {
  const seen = { relations: new Set<string>(), routines: new Set<string>(), types: new Set<string>() };
  // by what stands before it ('' when nothing does); `*` is a column too
  const columns = new Map<string, Set<string>>();
  const called = new Map<string, Set<string>>();
  const note = (map: Map<string, Set<string>>, key: string, value: string): void => void map.set(key, (map.get(key) ?? new Set()).add(value));
  for (const name of on === undefined ? [] : ['new', 'old', on.at(-1)!]) note(called, name, on!.at(-1)!);
  for (const part of definition)
    walk(part, (body) => {
      if (body.RangeVar !== undefined) {
        const { relname, alias } = body.RangeVar as { relname: string; alias?: { aliasname: string } };
        seen.relations.add(relname);
        note(called, alias?.aliasname ?? relname, relname);
      }
      if (body.FuncCall !== undefined) seen.routines.add(stringsOf(body.FuncCall.funcname).at(-1)!);
      if (body.TypeName !== undefined || body.typeName !== undefined) seen.types.add(stringsOf((body.TypeName ?? body.typeName).names).at(-1)!);
      const fields = ((body.ColumnRef?.fields ?? []) as Ast[]).map((f) => (f.A_Star === undefined ? (f.String?.sval as string) : '*'));
      if (fields.length > 0) note(columns, fields.at(-2) ?? '', fields.at(-1)!);
    });
  const mentions = (table: string, column: string): boolean =>
    [...columns].some(([by, names]) => (by === '' || called.get(by)?.has(table) === true) && (names.has(column) || names.has('*')));
  return (kind, names) => {
    const last = names.at(-1)!;
    if (kind === 'table column') {
      const table = names.at(-2)!;
      return (table === on?.at(-1) || seen.relations.has(table)) && mentions(table, last);
    }
    if (relationKinds.includes(kind)) return seen.relations.has(last) || [...columns.values()].some((c) => c.has(last));
    if (routines.has(kind)) return seen.routines.has(last);
    if (['domain', 'enum', 'composite', 'composite type', 'range', 'type'].includes(kind)) return seen.types.has(last);
    return true;
  };
}

const routines = new Set(['function', 'procedure', 'aggregate']);

/** Which of several routines of one name a definition calls is not to be told from the name: it leans on none of them for certain. */
export function onlyOne(uses: Uses, isOne: (names: readonly string[]) => boolean): Uses {
  return (kind, names) => uses(kind, names) && (!routines.has(kind) || isOne(names));
}

export const usesNothing: Uses = () => false;
