// One .sql file -> statements with their place, what they make and need, settings that hold for them, and rename markers.
import { TidemarkError } from '../errors.ts';
import { longName, NAME_BYTES } from '../sql/identifiers.ts';
import { parse, type Ast, type Statement } from '../sql/parse.ts';
import { describe, type Description } from '../sql/statement.ts';
import type { Authored, RenameMarker } from './authored.ts';
import { declarative } from './declarative.ts';
import { asGrantor, grantedFirst, takesRole } from './granting.ts';
import type { Entry, Thing } from './order.ts';
import { refuseMarkerBehind, renamesIn } from './marked.ts';
import { settings, type Settings } from './settings.ts';

export interface SqlFile {
  readonly module: string;
  /** As messages show it. */
  readonly file: string;
  readonly text: string;
  /** Where unqualified names go. Default public. */
  readonly schema?: string;
}

export interface ReadOptions {
  /** For dumps: the file's own order, and no complaint about data. */
  readonly lenient?: boolean;
}

export interface ReadSql {
  readonly entries: readonly Entry[];
  readonly renames: readonly RenameMarker[];
  readonly extensions: readonly string[];
  readonly roles: readonly string[];
  /** What a lenient reading left out: statement word -> how often. */
  readonly skipped: ReadonlyMap<string, number>;
}

/** LF, no BOM: what a checkout on another system does to a file changes nothing. */
export function normalised(text: string): string {
  // pg_dump wraps its output in these two since 2025: they only say that no other psql command follows.
  return text
    .replace(/^\uFEFF/, '')
    .replaceAll('\r\n', '\n')
    .replace(/^\\(?:un)?restrict [A-Za-z0-9]+$/gm, '');
}

export async function readSql({ module, file, text: raw, schema = 'public' }: SqlFile, { lenient = false }: ReadOptions = {}): Promise<ReadSql> {
  const text = normalised(raw);
  const statements = await parse(text, { file, tolerant: true, psql: lenient ? 'skip' : 'refuse' });
  const entries: Entry[] = [];
  const renames: RenameMarker[] = [];
  const roles = new Set<string>();
  const extensions = new Set<string>();
  const skipped = new Map<string, number>();
  const held: Settings = settings(schema);
  const last = new Map<string, Entry>();
  let acting: string | undefined;
  for (const statement of statements) {
    if (statement.error !== undefined) refuseUnreadable(statement, file, lenient);
    if (!lenient) refuseLongName(statement, file);
    const about = await describe(statement);
    const fate = declarative(statement, about, { file, lenient });
    const takes = takesRole(statement);
    if (takes !== undefined) acting = takes.role;
    if (!lenient && (fate.is === 'skip' || fate.is === 'setting')) renamesIn(statement, about, held.schema(), { module, file }, text);
    if (fate.is === 'skip') {
      if (fate.counted !== undefined) skipped.set(fate.counted, (skipped.get(fate.counted) ?? 0) + 1);
      for (const role of fate.roles ?? []) roles.add(role);
      continue;
    }
    if (fate.is === 'setting') {
      held.apply(statement);
      continue;
    }
    for (const { as, names } of about.references) if (as === 'role' && !WORDS.has(names[0]!)) roles.add(names[0]!);
    if (about.creates?.kind === 'extension') extensions.add(about.creates.names[0]!);
    const authored: Authored = {
      module,
      file,
      line: statement.line,
      sql: fate.sql ?? asGrantor(statement, acting, file) ?? statement.sql,
      ...(held.inForce() !== undefined && { settings: held.inForce() }),
    };
    const path = held.schema();
    const target = keyOfTarget(about);
    const previous = target === undefined ? undefined : last.get(target);
    const granted = grantedFirst(statement, acting);
    const entry: Entry = {
      authored,
      rank: /^REVOKE\b/i.test(authored.sql) ? about.kindRank - 1 : about.kindRank,
      name: nameOf(about),
      makes: [...makesOf(statement, about, path), ...granted.makes],
      needs: [...needsOf(statement, about), ...granted.needs],
      ...below(statement),
      ...(about.creates?.args !== undefined && { signature: `(${about.creates.args.join(', ')})` }),
      ...(previous !== undefined && { after: previous }),
    };
    if (target !== undefined) last.set(target, entry);
    entries.push(entry);
    renames.push(...renamesIn(statement, about, path, { module, file }, text));
  }
  if (!lenient) refuseMarkerBehind(text, statements.at(-1), file);
  return { entries, renames, extensions: [...extensions], roles: [...roles], skipped };
}

const WORDS = new Set(['public', 'current_user', 'current_role', 'session_user']);

/** A statement that no parser knows may still be one that the server knows; what is plainly broken is said at once. */
function refuseUnreadable(statement: Statement, file: string, lenient: boolean): void {
  if (lenient) return;
  const { message, line, column } = statement.error!;
  throw new TidemarkError('SQL_SYNTAX', `${message} at line ${line}, column ${column}`, {
    at: { file, line },
    next: 'correct the statement',
  });
}

function refuseLongName(statement: Statement, file: string): void {
  const long = longName(statement.sql);
  if (long === undefined) return;
  throw new TidemarkError(
    'SQL_NAME_TOO_LONG',
    `the name ${JSON.stringify(long.name)} is ${long.bytes} bytes long; PostgreSQL would silently cut it to ${NAME_BYTES}`,
    { at: { file, line: statement.line + long.line - 1 }, next: `shorten it to ${NAME_BYTES} bytes` },
  );
}

function below(statement: Statement): Pick<Entry, 'below'> {
  const { inhRelations } = statement.node.CreateStmt ?? statement.node.CreateForeignTableStmt?.base ?? {};
  if (inhRelations === undefined) return {};
  const tables = (inhRelations as readonly { RangeVar: { schemaname?: string; relname: string } }[]).map((r) => r.RangeVar);
  return { below: tables.map(({ schemaname, relname }) => ({ as: 'relation', names: schemaname === undefined ? [relname] : [schemaname, relname] })) };
}

function nameOf(about: Description): string {
  return (about.creates?.names ?? about.on ?? []).join('.');
}

/** Statements of one file that change one thing keep their order; so do all that grant and revoke. What has no name yet is no such thing. */
function keyOfTarget(about: Description): string | undefined {
  if (about.creates !== undefined)
    return about.creates.kind === 'cast' || about.creates.names.length === 0
      ? undefined
      : JSON.stringify([about.creates.kind, about.creates.names, about.creates.args]);
  if (about.verb === 'grant') return JSON.stringify([about.verb, about.kindRank]);
  return about.on === undefined ? undefined : JSON.stringify([about.verb, about.kindRank, about.on]);
}

const SPACE: { readonly [kind: string]: Thing['as'] } = {
  table: 'relation',
  view: 'relation',
  'materialized view': 'relation',
  sequence: 'relation',
  'foreign table': 'relation',
  index: 'relation',
  type: 'type',
  domain: 'type',
  function: 'function',
  procedure: 'function',
  aggregate: 'function',
  schema: 'schema',
  extension: 'extension',
  operator: 'operator',
  collation: 'collation',
};

const INDEXED = new Set(['CONSTR_PRIMARY', 'CONSTR_UNIQUE', 'CONSTR_EXCLUSION']);

/** Constraints that an ALTER TABLE adds by name, with the index each makes or takes over. */
function addedKeys(statement: Statement): { readonly name: string; readonly schema: string | undefined; readonly using: string | undefined }[] {
  const body = statement.node.AlterTableStmt;
  return ((body?.cmds ?? []) as Ast[]).flatMap(({ AlterTableCmd: command }) => {
    const constraint = command.def?.Constraint;
    if (!INDEXED.has(constraint?.contype) || constraint.conname === undefined) return [];
    return [{ name: constraint.conname, schema: body.relation.schemaname, using: constraint.indexname }];
  });
}

function makesOf(statement: Statement, about: Description, path: string): Thing[] {
  const inPath = (names: readonly string[]): readonly string[] => (names.length === 1 ? [path, names[0]!] : names);
  const made: Thing[] = addedKeys(statement).flatMap(({ name, schema = path, using }) =>
    using === undefined ? [{ as: 'relation' as const, names: [schema, name] }] : [],
  );
  const { kind, names } = about.creates ?? { kind: '', names: [] };
  if (names.length === 0) return made;
  const as = SPACE[kind] ?? 'other';
  // An index lives where its table does, whatever the path says.
  if (kind === 'index' && names.length === 1) made.push({ as, names: [about.on!.length > 1 ? about.on![0]! : path, names[0]!] });
  else made.push({ as, names: ['schema', 'extension', 'other'].includes(as) ? names : inPath(names) });
  return made;
}

function needsOf(statement: Statement, about: Description): Thing[] {
  const needs: Thing[] = about.references.filter((r) => r.as !== 'role').map(({ as, names }) => ({ as, names }));
  const own = about.creates;
  if (own !== undefined && own.names.length > 1) needs.push({ as: 'schema', names: [own.names[0]!] });
  for (const { using } of addedKeys(statement)) if (using !== undefined) needs.push({ as: 'relation', names: [using] });
  return needs;
}
