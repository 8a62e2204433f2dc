// Owns the end of the ALTER that gives an object another name or another schema: no statement gives it both.
import { ident } from '../../sql/quote.ts';

/** `RENAME TO …` within a schema, `SET SCHEMA …` out of it. Names end with schema and name: those of operator classes begin with the access method. */
export function renamedTo(from: readonly string[], to: readonly string[]): string {
  const [schema, name] = to.slice(-2);
  return from.at(-2) === schema ? `RENAME TO ${ident(name!)}` : `SET SCHEMA ${ident(schema!)}`;
}
