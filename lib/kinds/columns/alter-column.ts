// Owns ALTER TABLE ... ALTER COLUMN as a clause: the server writes a table anew once a statement, whatever stands in it.
import type { Draft } from '../kind.ts';

/** `table` and `column` are quoted, `change` is what follows them. */
export function alterColumn(table: string, column: string, change: string): Pick<Draft, 'sql' | 'clause'> {
  const [of, text] = [`ALTER TABLE ${table}`, `ALTER COLUMN ${column} ${change}`];
  return { sql: `${of} ${text}`, clause: { of, text } };
}

/** Neighbours of one list that are clauses of one statement, as that statement. */
export function inOneStatement(drafts: readonly Draft[]): Draft[] {
  const out: Draft[] = [];
  for (const draft of drafts) {
    const last = out.at(-1);
    if (last?.clause === undefined || last.clause.of !== draft.clause?.of) out.push(draft);
    else
      out[out.length - 1] = {
        ...last,
        sql: `${last.sql}, ${draft.clause.text}`,
        clause: { of: last.clause.of, text: `${last.clause.text}, ${draft.clause.text}` },
        what: `${last.what}, ${draft.what}`,
      };
  }
  return out;
}
