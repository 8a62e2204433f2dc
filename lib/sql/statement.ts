// What a statement is about, read from its tree: what it creates, what it needs first. For sorting definitions.
import { walk, type Ast } from './engine.ts';
import { inputArgs, kindOf, namesOf, option, stringsOf, typeText } from './names.ts';
import { parse, type Statement } from './parse.ts';

export { stringsOf } from './names.ts';

export type Verb = 'create' | 'alter' | 'drop' | 'grant' | 'comment' | 'set' | 'do' | 'dml' | 'query' | 'transaction' | 'other';

/** Something named in a statement. `names` outermost first, as written: unqualified names stay so. */
export interface Reference {
  readonly as: 'relation' | 'function' | 'type' | 'schema' | 'operator' | 'collation' | 'role' | 'extension' | 'other';
  readonly names: readonly string[];
}

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

interface Made {
  readonly kind: string;
  readonly names: readonly string[];
  readonly args?: readonly string[];
  readonly on?: readonly string[];
}

const creators: Record<string, (b: Ast) => Made> = {
  CreateStmt: (b) => ({ kind: 'table', names: namesOf(b.relation) }),
  CreateForeignTableStmt: (b) => ({ kind: 'foreign table', names: namesOf(b.base.relation) }),
  CreateTableAsStmt: (b) => ({ kind: b.objtype === 'OBJECT_MATVIEW' ? 'materialized view' : 'table', names: namesOf(b.into.rel) }),
  ViewStmt: (b) => ({ kind: 'view', names: namesOf(b.view) }),
  CreateSeqStmt: (b) => ({ kind: 'sequence', names: namesOf(b.sequence) }),
  IndexStmt: (b) => ({
    kind: 'index',
    names: b.idxname === undefined ? [] : [b.relation.schemaname, b.idxname].filter((n) => n !== undefined),
    on: namesOf(b.relation),
  }),
  CreateFunctionStmt: (b) => ({ kind: b.is_procedure === true ? 'procedure' : 'function', names: stringsOf(b.funcname), args: inputArgs(b.parameters) }),
  CreateSchemaStmt: (b) => ({ kind: 'schema', names: [b.schemaname ?? b.authrole?.rolename] }),
  CreateExtensionStmt: (b) => ({ kind: 'extension', names: [b.extname] }),
  CreateEnumStmt: (b) => ({ kind: 'type', names: stringsOf(b.typeName) }),
  CreateRangeStmt: (b) => ({ kind: 'type', names: stringsOf(b.typeName) }),
  CompositeTypeStmt: (b) => ({ kind: 'type', names: namesOf(b.typevar) }),
  CreateDomainStmt: (b) => ({ kind: 'domain', names: stringsOf(b.domainname) }),
  DefineStmt: (b) => ({
    kind: kindOf(b.kind),
    names: stringsOf(b.defnames),
    ...(b.kind === 'OBJECT_AGGREGATE' ? { args: inputArgs(b.args?.[0]?.List?.items) } : {}),
  }),
  CreateTrigStmt: (b) => ({ kind: 'trigger', names: [...namesOf(b.relation), b.trigname], on: namesOf(b.relation) }),
  CreatePolicyStmt: (b) => ({ kind: 'policy', names: [...namesOf(b.table), b.policy_name], on: namesOf(b.table) }),
  RuleStmt: (b) => ({ kind: 'rule', names: [...namesOf(b.relation), b.rulename], on: namesOf(b.relation) }),
  CreateStatsStmt: (b) => ({ kind: 'statistics object', names: stringsOf(b.defnames), on: stringsOf(b.relations?.[0]) }),
  CreateEventTrigStmt: (b) => ({ kind: 'event trigger', names: [b.trigname] }),
  CreateCastStmt: (b) => ({ kind: 'cast', names: [], args: [typeText(b.sourcetype), typeText(b.targettype)] }),
  CreateOpClassStmt: (b) => ({ kind: 'operator class', names: stringsOf(b.opclassname) }),
  CreateOpFamilyStmt: (b) => ({ kind: 'operator family', names: stringsOf(b.opfamilyname) }),
  CreateConversionStmt: (b) => ({ kind: 'conversion', names: stringsOf(b.conversion_name) }),
  CreateTransformStmt: (b) => ({ kind: 'transform', names: [typeText(b.type_name), b.lang] }),
  CreatePLangStmt: (b) => ({ kind: 'language', names: [b.plname] }),
  CreateAmStmt: (b) => ({ kind: 'access method', names: [b.amname] }),
  CreateFdwStmt: (b) => ({ kind: 'foreign-data wrapper', names: [b.fdwname] }),
  CreateForeignServerStmt: (b) => ({ kind: 'server', names: [b.servername] }),
  CreateUserMappingStmt: (b) => ({ kind: 'user mapping', names: [b.user?.rolename ?? 'public', b.servername] }),
  CreatePublicationStmt: (b) => ({ kind: 'publication', names: [b.pubname] }),
  CreateSubscriptionStmt: (b) => ({ kind: 'subscription', names: [b.subname] }),
  CreateRoleStmt: (b) => ({ kind: 'role', names: [b.role] }),
};

/** What the statement's CREATE makes; undefined for everything else. */
export function createsOf(node: Ast): Made | undefined {
  const tag = Object.keys(node)[0] ?? '';
  if (tag === 'SelectStmt' && node.SelectStmt.intoClause !== undefined) return { kind: 'table', names: namesOf(node.SelectStmt.intoClause.rel) };
  return creators[tag]?.(node[tag]);
}

/** Relations the statement names, in order, without names of its own WITH queries. */
export function relationsOf(node: Ast): string[][] {
  return refersTo(node)
    .filter((r) => r.as === 'relation')
    .map((r) => [...r.names]);
}

/** Every name in the tree, the created one included. Bodies of functions are not entered. */
export function refersTo(node: Ast): Reference[] {
  const found = new Map<string, Reference>();
  const local = new Set<string>();
  const add = (as: Reference['as'], names: readonly string[]): void => {
    if (names.length === 0 || names[0] === 'pg_catalog') return;
    const key = JSON.stringify([as, names]);
    if (!found.has(key)) found.set(key, { as, names });
  };
  walk(node, (b) => {
    if (typeof b.ctename === 'string') local.add(b.ctename);
    if (typeof b.relname === 'string') add('relation', namesOf(b));
    if (b.FuncCall !== undefined) {
      const names = stringsOf(b.FuncCall.funcname);
      add('function', names);
      const first = b.FuncCall.args?.[0];
      const text = first?.A_Const?.sval?.sval ?? first?.TypeCast?.arg?.A_Const?.sval?.sval;
      if (typeof text === 'string' && ['nextval', 'currval', 'setval', 'to_regclass'].includes(names.at(-1) ?? '')) add('relation', dotted(text));
    }
    if (b.TypeCast !== undefined && stringsOf(b.TypeCast.typeName?.names).at(-1)?.startsWith('reg') === true) {
      const text = b.TypeCast.arg?.A_Const?.sval?.sval;
      if (typeof text === 'string')
        add(stringsOf(b.TypeCast.typeName.names).at(-1) === 'regclass' ? 'relation' : 'function', dotted(text.replace(/\(.*$/s, '')));
    }
    if (Array.isArray(b.names) && (b.typemod !== undefined || b.typmods !== undefined)) {
      const names = stringsOf(b.names);
      if (b.pct_type === true) add('relation', names.slice(0, -1));
      else add('type', names);
    }
    if (b.A_Expr !== undefined) add('operator', stringsOf(b.A_Expr.name));
    if (b.CollateClause !== undefined) add('collation', stringsOf(b.CollateClause.collname));
    if (b.collClause !== undefined) add('collation', stringsOf(b.collClause.collname));
    if (Array.isArray(b.objname)) add('function', stringsOf(b.objname));
    if (Array.isArray(b.funcname) && b.funcname.length > 0 && b.parameters === undefined && b.returnType === undefined) add('function', stringsOf(b.funcname));
    if (typeof b.rolename === 'string') add('role', [b.rolename]);
    if (typeof b.fdwname === 'string') add('other', [b.fdwname]);
    if (typeof b.servername === 'string') add('other', [b.servername]);
    if (b.DefElem !== undefined && b.DefElem.defname === 'owned_by') {
      const names = stringsOf(b.DefElem.arg);
      if (names.length > 1) add('relation', names.slice(0, -1));
    }
    if (b.PartitionElem !== undefined && b.PartitionElem.opclass !== undefined) add('other', stringsOf(b.PartitionElem.opclass));
  });
  const tag = Object.keys(node)[0] ?? '';
  const body = node[tag] ?? {};
  if (body.object !== undefined || tag === 'DropStmt') {
    const kind = kindOf(body.objtype ?? body.objectType ?? body.removeType ?? body.renameType ?? '');
    for (const one of tag === 'DropStmt' ? (body.objects as Ast[]) : [body.object]) {
      const names = stringsOf(one);
      const inner = ['table column', 'table constraint', 'trigger', 'policy', 'rule'].includes(kind);
      add(
        inner || ['table', 'view', 'materialized view', 'index', 'sequence', 'foreign table'].includes(kind)
          ? 'relation'
          : kind === 'schema'
            ? 'schema'
            : kind === 'type' || kind === 'domain'
              ? 'type'
              : 'other',
        inner ? names.slice(0, -1) : names,
      );
    }
  }
  if (body.typeName !== undefined && Array.isArray(body.typeName)) add('type', stringsOf(body.typeName));
  return [...found.values()].filter((r) => !(r.as === 'relation' && r.names.length === 1 && local.has(r.names[0]!)));
}

function dotted(text: string): string[] {
  return [...text.matchAll(/"((?:[^"]|"")+)"|([^."\s]+)/g)].map((m) => (m[1] !== undefined ? m[1].replaceAll('""', '"') : m[2]!.toLowerCase()));
}

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

/** `a`, `a.b`, `"A".b` in a text of any language, without its strings and comments. */
function identifiers(text: string): string[][] {
  const bare = text.replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ');
  const seen = new Map<string, string[]>();
  const part = String.raw`(?:"(?:[^"]|"")+"|[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*)`;
  for (const m of bare.matchAll(new RegExp(String.raw`'(?:[^']|'')*'|${part}(?:\s*\.\s*${part})*`, 'g'))) {
    // a string may hold dynamic SQL: its words are mentions too
    if (m[0].startsWith("'")) for (const inner of m[0].matchAll(new RegExp(`${part}(?:\\.${part})*`, 'g'))) seen.set(inner[0], dotted(inner[0]));
    else seen.set(m[0], dotted(m[0]));
  }
  return [...seen.values()];
}
