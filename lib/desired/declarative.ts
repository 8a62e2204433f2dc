// Owns which statements a definition may hold. Definitions say what should be there: no data, no code that runs, no removal.
// A dump read leniently keeps what builds the schema and counts the rest.
import { TidemarkError } from '../errors.ts';
import type { Statement } from '../sql/parse.ts';
import { stringsOf } from '../sql/names.ts';
import type { Description } from '../sql/statement.ts';
import { isSetting } from './settings.ts';

export type Fate =
  | { readonly is: 'keep'; readonly sql?: string }
  | { readonly is: 'setting' }
  | { readonly is: 'skip'; readonly counted?: string; readonly roles?: readonly string[] };

const INSTEAD: { readonly [what: string]: string } = {
  INSERT: 'put data in a script or a hand-written step of a plan; definitions hold the schema',
  DO: 'write the statements it would run; what differs between environments belongs in the config',
  DROP: 'remove the definition instead: `tidemark plan` writes the DROP',
  RENAME: 'write the definition with its new name and `-- tidemark: renamed from <old>` above it',
  ROLE: 'create roles outside tidemark, before apply: plans name the roles they need and never make them',
  DATABASE: 'create databases and tablespaces outside tidemark, or with `tidemark db:create`',
  SESSION: 'say who owns an object with ALTER ... OWNER TO, and who grants with GRANTED BY',
  SELECT: 'a query declares nothing: remove it',
  TRIGGERS: 'write DISABLE TRIGGER USER, or the names of the triggers: ALL turns off the foreign keys too, which no plan does',
  OTHER: 'it declares no object: remove it',
};

const ROLE_TAGS = new Set(['CreateRoleStmt', 'AlterRoleStmt', 'AlterRoleSetStmt', 'DropRoleStmt', 'GrantRoleStmt']);
const DATABASE_TAGS = new Set([
  'CreatedbStmt',
  'AlterDatabaseStmt',
  'AlterDatabaseSetStmt',
  'DropdbStmt',
  'CreateTableSpaceStmt',
  'DropTableSpaceStmt',
  'AlterSystemStmt',
  'AlterTableSpaceOptionsStmt',
]);
const IDLE_TAGS = new Set([
  'VacuumStmt',
  'CheckPointStmt',
  'DiscardStmt',
  'ListenStmt',
  'NotifyStmt',
  'UnlistenStmt',
  'LockStmt',
  'LoadStmt',
  'ClusterStmt',
  'ReindexStmt',
  'RefreshMatViewStmt',
  'ConstraintsSetStmt',
  'VariableShowStmt',
  'DeclareCursorStmt',
  'FetchStmt',
  'ClosePortalStmt',
  'DeallocateStmt',
]);

export function declarative(statement: Statement, about: Description, { file, lenient }: { readonly file: string; readonly lenient: boolean }): Fate {
  const { tag, node, sql } = statement;
  const word = (/^[A-Za-z]+/.exec(sql)?.[0] ?? 'statement').toUpperCase();
  const refuse = (why: keyof typeof INSTEAD, fate: Fate = { is: 'skip', counted: word }): Fate => {
    if (lenient) return fate;
    throw new TidemarkError('SQL_NOT_DECLARATIVE', `${firstWords(sql)} cannot stand in a definition`, {
      at: { file, line: statement.line },
      next: INSTEAD[why]!,
    });
  };
  if (tag === '') return { is: 'keep' };
  if (tag === 'VariableSetStmt' && ['role', 'session_authorization'].includes(node.VariableSetStmt.name)) return refuse('SESSION');
  if (isSetting(statement)) return { is: 'setting' };
  if (about.verb === 'transaction') return { is: 'skip' };
  if (tag === 'CreateRoleStmt') return refuse('ROLE', { is: 'skip', counted: 'CREATE ROLE', roles: [node.CreateRoleStmt.role] });
  if (ROLE_TAGS.has(tag)) return refuse('ROLE');
  if (DATABASE_TAGS.has(tag)) return refuse('DATABASE');
  if (IDLE_TAGS.has(tag)) return refuse('OTHER');
  if (about.verb === 'do') return refuse('DO', tag === 'DoStmt' ? { is: 'keep' } : undefined);
  if (about.verb === 'drop') return refuse('DROP', { is: 'keep' });
  if (tag === 'RenameStmt' || tag === 'AlterObjectSchemaStmt') return refuse('RENAME', { is: 'keep' });
  if (about.verb === 'dml') return refuse('INSERT');
  if (about.verb === 'query') return refuse('SELECT');
  const changes = tag === 'AlterTableStmt' ? (node.AlterTableStmt.cmds as { AlterTableCmd: { subtype: string } }[]).map((c) => c.AlterTableCmd.subtype) : [];
  if (changes.some((c) => /^AT_Drop(Column|Constraint)/.test(c))) return refuse('DROP', { is: 'keep' });
  if (changes.includes('AT_DisableTrigAll')) return refuse('TRIGGERS', { is: 'keep' });
  // plpgsql is there before anything else, and its comment belongs to whoever made the database.
  if (tag === 'CreateExtensionStmt' && node.CreateExtensionStmt.extname === 'plpgsql') return { is: 'skip' };
  if (tag === 'CommentStmt' && node.CommentStmt.objtype === 'OBJECT_EXTENSION' && stringsOf([node.CommentStmt.object])[0] === 'plpgsql') return { is: 'skip' };
  // Definitions load in one transaction.
  if (tag === 'IndexStmt' && node.IndexStmt.concurrent === true) return { is: 'keep', sql: sql.replace(/(\bINDEX\s+)CONCURRENTLY\s+/i, '$1') };
  return { is: 'keep' };
}

function firstWords(sql: string): string {
  const words = sql.replace(/\s+/g, ' ');
  return words.length > 60 ? `${words.slice(0, 57)}...` : words;
}
