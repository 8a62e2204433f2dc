// What a definition mentions, by last names: enough to say that it no longer leans on something.
import type { Ast } from '../sql/parse.ts';
import { walk } from '../sql/engine.ts';
import { stringsOf } from '../sql/names.ts';

/** Does it still lean on the object of this kind and these names? */
export type Uses = (kind: string, names: readonly string[]) => boolean;

/** A view's query, a policy's or trigger's conditions, a function's parsed body. Columns of the table `on` need no mention of it. */
export function usesOf(on: readonly string[] | undefined, ...definition: Ast[]): Uses {
  const seen = { relations: new Set<string>(), columns: new Set<string>(), routines: new Set<string>(), types: new Set<string>() };
  let everything = false;
  for (const part of definition)
    walk(part, (body) => {
      if (body.RangeVar !== undefined) seen.relations.add(body.RangeVar.relname);
      if (body.FuncCall !== undefined) seen.routines.add(stringsOf(body.FuncCall.funcname).at(-1)!);
      if (body.TypeName !== undefined || body.typeName !== undefined) seen.types.add(stringsOf((body.TypeName ?? body.typeName).names).at(-1)!);
      for (const field of (body.ColumnRef?.fields ?? []) as Ast[]) {
        if (field.A_Star !== undefined) everything = true;
        else seen.columns.add(field.String?.sval);
      }
    });
  return (kind, names) => {
    const last = names.at(-1)!;
    if (kind === 'table column') {
      const table = names.at(-2)!;
      return (table === on?.at(-1) || seen.relations.has(table)) && (everything || seen.columns.has(last));
    }
    if (['table', 'view', 'materialized view', 'foreign table', 'sequence'].includes(kind)) return seen.relations.has(last) || seen.columns.has(last);
    if (['function', 'procedure', 'aggregate'].includes(kind)) return seen.routines.has(last);
    if (['domain', 'enum', 'composite', 'composite type', 'range', 'type'].includes(kind)) return seen.types.has(last);
    return true;
  };
}

export const usesNothing: Uses = () => false;
