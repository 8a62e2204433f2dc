// What a statement is about, read from its tree: its verb, what it makes and what it needs first. For sorting definitions.
import { createsOf, type Made } from './creates.ts';
import type { Ast } from './engine.ts';
import { namesOf, option, stringsOf } from './names.ts';
import { parse, type Statement } from './parse.ts';
import { identifiers, refersTo, type Reference } from './refers.ts';

export type Verb = 'create' | 'alter' | 'drop' | 'grant' | 'comment' | 'set' | 'do' | 'dml' | 'query' | 'transaction' | 'other';

export interface Description {
  readonly verb: Verb;
  /** The object a CREATE makes; names as written, outermost first. Kinds are PostgreSQL's words. */
  readonly creates?: { readonly kind: string; readonly names: readonly string[]; readonly args?: readonly string[] };
  /** The relation or object that the statement hangs something on or changes. */
  readonly on?: readonly string[];
  /** Everything it names and does not create, bodies of SQL functions included. */
  readonly refers: readonly (readonly string[])[];
  readonly references: readonly Reference[];
  /** Names met in a body of another language: hints for ordering, nothing more. */
  readonly mentions: readonly (readonly string[])[];
  /** Order among statements that nothing else orders; lower first. */
  readonly kindRank: number;
}

const rank: Record<string, number> = {
  role: 5,
  schema: 10,
  extension: 20,
  language: 25,
  'access method': 26,
  collation: 30,
  'foreign-data wrapper': 32,
  server: 34,
  'user mapping': 36,
  type: 40,
  domain: 45,
  sequence: 50,
  table: 60,
  'foreign table': 62,
  function: 70,
  procedure: 72,
  aggregate: 74,
  cast: 76,
  operator: 78,
  'operator family': 79,
  'operator class': 80,
  'text search parser': 81,
  'text search template': 82,
  'text search dictionary': 83,
  'text search configuration': 84,
  conversion: 85,
  transform: 86,
  alter: 88,
  'table constraint': 90,
  'default value': 91,
  view: 100,
  'materialized view': 105,
  index: 110,
  'statistics object': 115,
  rule: 120,
  trigger: 125,
  policy: 130,
  'event trigger': 135,
  publication: 140,
  subscription: 142,
  comment: 150,
  grant: 160,
  'default acl': 190,
};

const verbs: Record<string, Verb> = {
  DropStmt: 'drop',
  DropRoleStmt: 'drop',
  DropOwnedStmt: 'drop',
  DropdbStmt: 'drop',
  DropTableSpaceStmt: 'drop',
  DropUserMappingStmt: 'drop',
  DropSubscriptionStmt: 'drop',
  GrantStmt: 'grant',
  GrantRoleStmt: 'grant',
  AlterDefaultPrivilegesStmt: 'grant',
  CommentStmt: 'comment',
  SecLabelStmt: 'comment',
  VariableSetStmt: 'set',
  VariableShowStmt: 'query',
  DoStmt: 'do',
  CallStmt: 'do',
  ExecuteStmt: 'do',
  PrepareStmt: 'do',
  InsertStmt: 'dml',
  UpdateStmt: 'dml',
  DeleteStmt: 'dml',
  MergeStmt: 'dml',
  CopyStmt: 'dml',
  TruncateStmt: 'dml',
  SelectStmt: 'query',
  ExplainStmt: 'query',
  TransactionStmt: 'transaction',
  RenameStmt: 'alter',
  CreatedbStmt: 'create',
  CreateTableSpaceStmt: 'create',
};

function verbOf(tag: string, made: Made | undefined): Verb {
  if (made !== undefined) return 'create';
  return verbs[tag] ?? (tag.startsWith('Alter') ? 'alter' : 'other');
}

/** Reads the tree and, for SQL functions, the body. Never throws on a body it cannot read: that is what `mentions` is for. */
export async function describe(statement: Statement): Promise<Description> {
  const { node, tag } = statement;
  const made = createsOf(node);
  const verb = verbOf(tag, made);
  const own = made === undefined ? undefined : JSON.stringify(made.names);
  const references = refersTo(node).filter((r) => JSON.stringify(r.names) !== own);
  let mentions: string[][] = [];
  if (tag === 'CreateFunctionStmt') {
    const body = node.CreateFunctionStmt;
    const language = (option(body.options, 'language')?.String?.sval as string | undefined)?.toLowerCase();
    const text = stringsOf(option(body.options, 'as'))[0];
    if (text !== undefined && language === 'sql') {
      for (const inner of await parse(text, { tolerant: true, psql: 'skip' })) {
        if (inner.error !== undefined) mentions.push(...identifiers(inner.sql));
        else references.push(...refersTo(inner.node));
      }
    } else if (text !== undefined && language !== 'c' && language !== 'internal') mentions = identifiers(text);
  } else if (tag === 'DoStmt') mentions = identifiers(stringsOf(option(node.DoStmt.args, 'as'))[0] ?? '');
  const on =
    made?.on ?? (tag === 'AlterTableStmt' ? namesOf(node.AlterTableStmt.relation) : tag === 'CommentStmt' ? stringsOf(node.CommentStmt.object) : undefined);
  return {
    verb,
    ...(made === undefined ? {} : { creates: { kind: made.kind, names: made.names, ...(made.args === undefined ? {} : { args: made.args }) } }),
    ...(on === undefined ? {} : { on }),
    refers: references.map((r) => r.names),
    references,
    mentions,
    kindRank: kindRank(tag, node, made, verb),
  };
}

function kindRank(tag: string, node: Ast, made: Made | undefined, verb: Verb): number {
  if (made !== undefined) return rank[made.kind] ?? 95;
  if (tag === 'AlterDefaultPrivilegesStmt') return rank['default acl']!;
  if (tag === 'AlterTableStmt') {
    const adds = (node.AlterTableStmt.cmds as Ast[]).map((c) => c.AlterTableCmd.def?.Constraint?.contype as string | undefined);
    return adds.includes('CONSTR_FOREIGN') ? rank['table constraint']! : rank['alter']!;
  }
  return verb === 'comment' ? rank['comment']! : verb === 'grant' ? rank['grant']! : rank['alter']!;
}
