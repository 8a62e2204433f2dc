// A refusal of the planner names an object; the definition that it stands in is found for it.
import { addressIn, type Address } from '../catalog/address.ts';
import type { Authored } from '../desired/authored.ts';
import { TidemarkError } from '../errors.ts';

/** What an object stands in, when it is no statement of its own. */
export function homesOf(at: Address): Address[] {
  return at.names.length > 2 ? [{ kind: 'table', names: at.names.slice(0, 2), args: [] }] : [];
}

/** The error with file and line, where it names an object that one definition makes and no place yet; otherwise as it is. */
export async function located(error: unknown, statements: readonly Authored[]): Promise<unknown> {
  if (!(error instanceof TidemarkError) || error.at.file !== undefined || error.at.object === undefined) return error;
  // A plan or a module may stand there too.
  const at = addressIn(error.at.object);
  if (at === undefined) return error;
  const { saidBy } = await import('../desired/edit.ts');
  const said = await saidBy(statements, at, homesOf(at));
  return said === undefined ? error : error.saying({ at: { ...error.at, file: said.statement.file, line: said.statement.line } });
}
