// Owns reading the statements of plans for what they name: most speak of none of it, and the parser is not loaded for those.
import type { Ast } from '../../../sql/engine.ts';

/** The trees of those that `naming` finds something in. One that does not parse is left to the server. */
export async function treesOf(texts: readonly string[], naming: RegExp): Promise<Ast[]> {
  const about = texts.filter((t) => naming.test(t));
  if (about.length === 0) return [];
  const { parse } = await import('../../../sql/parse.ts');
  const out: Ast[] = [];
  for (const text of about) for (const { node, error } of await parse(text, { tolerant: true, psql: 'skip' })) if (error === undefined) out.push(node);
  return out;
}
