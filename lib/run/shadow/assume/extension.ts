// The version of an extension that a definition states. The shadow has one build of each extension and notes what was asked for, with
// an equals sign, so that it is told from a version that nobody stated.
import type { Ast } from '../../../sql/parse.ts';
import { literal } from '../../../sql/quote.ts';
import type { Assumed } from './assume.ts';

const clause = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|(\bversion\s+)(?:'(?:[^']|'')*'|"(?:[^"]|"")*"|[\w.]+)/gi;

export function extensionVersions(sql: string, tag: string, node: Ast): Assumed | undefined {
  if (tag !== 'CreateExtensionStmt' && tag !== 'AlterExtensionStmt') return undefined;
  const name = literal(node.extname as string);
  const version = stated(node);
  if (tag === 'CreateExtensionStmt') {
    if (version === undefined) return undefined;
    const plain = sql.replace(clause, (found, word?: string) => (word === undefined ? found : ''));
    return noted([plain], name, literal(`=${version}`), `extension ${node.extname as string} ${version}`);
  }
  const installed = `coalesce((SELECT a.default_version FROM pg_catalog.pg_available_extensions() a WHERE a.name = ${name}), '')`;
  return noted([], name, version === undefined ? installed : literal(`=${version}`), `extension ${node.extname as string} ${version ?? 'at its newest'}`);
}

function noted(first: readonly string[], name: string, version: string, what: string): Assumed {
  const note = `UPDATE pg_catalog.pg_extension SET extversion = ${version} WHERE extname = ${name}`;
  return { what, statements: [...first, 'SET allow_system_table_mods = on', note, 'SET allow_system_table_mods = off'], main: 0 };
}

function stated(node: Ast): string | undefined {
  const option = ((node.options ?? []) as Ast[]).map((o) => o.DefElem).find((o) => o.defname === 'new_version');
  return option?.arg?.String?.sval as string | undefined;
}
