// Owns declarations that several modules may make: a schema or an extension, identical, is made once and belongs to `shared`.
import type { Authored } from '../../desired/authored.ts';
import { parse } from '../../sql/parse.ts';
import { createsOf } from '../../sql/creates.ts';
import { duplicate } from './refusal.ts';

/** The module of what several modules declare. */
export const SHARED = 'shared';

export interface Declarations {
  /** Without the repetitions. */
  readonly statements: readonly Authored[];
  /** Statements whose objects belong to no single module. */
  readonly shared: ReadonlySet<Authored>;
}

// Every database has these.
const given = new Set(['schema public', 'extension plpgsql']);

/** @throws DEFINITION_DUPLICATE when two declarations of one name differ */
export async function shareDeclarations(all: readonly Authored[]): Promise<Declarations> {
  const first = new Map<string, { statement: Authored; text: string }>();
  const statements: Authored[] = [];
  const shared = new Set<Authored>();
  for (const statement of all) {
    const declared = await declaration(statement.sql);
    if (declared === undefined) {
      statements.push(statement);
      continue;
    }
    if (given.has(declared.what)) continue;
    const earlier = first.get(declared.what);
    if (earlier === undefined) {
      first.set(declared.what, { statement, text: declared.text });
      statements.push(statement);
    } else if (earlier.text !== declared.text) throw duplicate(`${declared.what}, differently,`, earlier.statement, statement);
    else if (earlier.statement.module !== statement.module) shared.add(earlier.statement);
  }
  return { statements, shared };
}

async function declaration(sql: string): Promise<{ what: string; text: string } | undefined> {
  if (!/^(\s|--[^\n]*\n|\/\*[\s\S]*?\*\/)*create\s+(schema|extension)\b/i.test(sql)) return undefined;
  const [statement] = await parse(sql, { tolerant: true, psql: 'skip' });
  const made = statement === undefined || statement.error !== undefined ? undefined : createsOf(statement.node);
  if (made === undefined) return undefined;
  const text = JSON.stringify(statement!.node, (key, value: unknown) => (/location$|^if_not_exists$/.test(key) ? undefined : value));
  return { what: `${made.kind} ${made.names.join('.')}`, text };
}
