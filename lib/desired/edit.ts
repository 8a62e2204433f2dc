// Owns changes to people's .sql definitions: a whole statement replaced or taken out, or new ones at the end of a file.
// What stands in TypeScript, in JSON or within a larger statement is a person's to change: then it is said where.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Address } from '../catalog/address.ts';
import { replaceFile } from '../format/replace-file.ts';
import { parse } from '../sql/parse.ts';
import { createsOf } from '../sql/creates.ts';
import { kindOf, stringsOf } from '../sql/names.ts';
import type { Authored } from './authored.ts';
import { moduleFiles } from './modules.ts';
import type { Project } from './config.ts';

export interface Said {
  readonly statement: Authored;
  /** It makes the object itself and nothing else; otherwise what the object lives in. */
  readonly whole: boolean;
}

/** Who says that this object should be there, or the home it lives in; undefined when nobody or several could be meant. */
export async function saidBy(statements: readonly Authored[], at: Address, homes: readonly Address[]): Promise<Said | undefined> {
  for (const [n, one] of [at, ...homes].entries()) {
    const hits: Authored[] = [];
    for (const s of statements) if (s.sql.includes(one.names.at(-1)!) && (await makes(s, one))) hits.push(s);
    if (hits.length === 1) return { statement: hits[0]!, whole: n === 0 };
    if (hits.length > 1) return undefined;
  }
  return undefined;
}

async function makes(statement: Authored, at: Address): Promise<boolean> {
  const [parsed] = await parse(statement.sql, { tolerant: true, psql: 'skip' });
  const made = parsed === undefined || parsed.error !== undefined ? undefined : createsOf(parsed.node);
  if (made === undefined || made.names.length === 0) return false;
  const names = made.names.length < at.names.length ? at.names.slice(-made.names.length) : at.names;
  const home = made.on === undefined || made.on.length === 0 ? undefined : made.on.at(-1);
  const alike = made.kind === at.kind || (made.kind === 'type' && !/^(table|view|index|function)/.test(at.kind));
  return alike && made.names.join('.') === names.join('.') && (home === undefined || at.names.length < 3 || at.names.at(-2) === home);
}

/** The one COMMENT ON of this object; undefined when there is none, or several could be meant. */
export async function commentOn(statements: readonly Authored[], at: Address): Promise<Authored | undefined> {
  const hits: Authored[] = [];
  for (const s of statements) {
    if (!/^\s*COMMENT\b/i.test(s.sql)) continue;
    const [parsed] = await parse(s.sql, { tolerant: true, psql: 'skip' });
    const comment = parsed?.error === undefined ? parsed?.node.CommentStmt : undefined;
    if (comment === undefined || !new RegExp(`(^| )${kindOf(comment.objtype)}$`).test(at.kind)) continue;
    const names = stringsOf(comment.object);
    if (names.length > 0 && names.join('.') === at.names.slice(-names.length).join('.')) hits.push(s);
  }
  return hits.length === 1 ? hits[0] : undefined;
}

/** Replaces the statement's text; null takes it out. False when it does not stand in a .sql file as it was read. */
export function replaceStatement(project: Pick<Project, 'root'>, statement: Authored, text: string | null): boolean {
  const path = join(project.root, statement.file);
  if (!statement.file.endsWith('.sql') || !existsSync(path)) return false;
  const whole = readFileSync(path, 'utf8');
  const lines = whole.split('\n');
  const from = lines.slice(0, statement.line - 1).join('\n').length + (statement.line > 1 ? 1 : 0);
  const at = whole.indexOf(statement.sql, from);
  if (at < 0) return false;
  const rest = whole.slice(at + statement.sql.length).replace(/^\s*;/, text === null ? '' : ';');
  const before = whole.slice(0, at);
  replaceFile(
    path,
    text === null
      ? `${before.trimEnd()}${rest === '' || before.trim() === '' ? rest.trimStart() : `\n${rest.startsWith('\n') ? rest : `\n${rest}`}`}`
      : `${before}${text.trim().replace(/;$/, '')}${rest}`,
  );
  return true;
}

/** Appends statements to the module's own .sql file, once; returns the file as people type it and the line of the first one. */
export function appendStatements(project: Project, module: string, text: string): { file: string; line: number } {
  const own = moduleFiles(project).filter((f) => f.module === module && f.kind === 'sql');
  const path = own.find((f) => f.path.endsWith('/adopted.sql'))?.path ?? (own.length === 1 ? own[0]!.path : join(project.schemaDir, module, 'adopted.sql'));
  const before = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const there = `\n${before}`.indexOf(`\n${text}`);
  if (there >= 0) return { file: path.slice(project.root.length + 1), line: before.slice(0, there).split('\n').length };
  const start = before === '' || before.endsWith('\n') ? before : `${before}\n`;
  const gap = start === '' ? '' : '\n';
  mkdirSync(dirname(path), { recursive: true });
  replaceFile(path, `${start}${gap}${text}`);
  return { file: path.slice(project.root.length + 1), line: `${start}${gap}`.split('\n').length };
}
