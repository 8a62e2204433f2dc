// A statement's tree in, the operations of the table it is out. One entry per node of the grammar.
import { plainName } from '../sql/clause.ts';
import { walk } from '../sql/engine.ts';
import type { Ast, Statement } from '../sql/parse.ts';
import { kindOf, namesOf, stringsOf, typeText } from '../sql/names.ts';
import { alterPublication, alterRole, createPublication, createRole, defaultPrivileges, dropRole, grant, grantRole, roleSettings } from './access.ts';
import { absent } from './absent.ts';
import { alterTable } from './alter-table.ts';
import {
  alterPolicy,
  createIndex,
  createPolicy,
  createRule,
  createSequence,
  createStatistics,
  createTable,
  createTableAs,
  createTrigger,
  createView,
  refresh,
} from './create.ts';
import { copy, insert, merge, remove, select, update } from './data.ts';
import { alterDomain } from './domain.ts';
import { drop, truncate } from './drop.ts';
import { cluster, lockTable, reindex, vacuum } from './maintenance.ts';
import { sequence } from './sequence.ts';
import { setting } from './setting.ts';
import { found, type Asked, type Found, type OperationId, type Recogniser } from './found.ts';
import { subscriptions } from './subscription.ts';
import { systemTarget } from './system-tables.ts';
import { comment, freshObject, owner, rename, setSchema } from './rename.ts';
import { alterFunction, createFunction } from './routine.ts';

/** A node that is one operation whatever it says. */
const as =
  (op: OperationId, name: (b: Ast) => string): Recogniser =>
  (b) => [found(op, name(b))];

const alterEnum: Recogniser = (b, { state }) => {
  const names = stringsOf(b.typeName);
  const object = `type ${plainName(names)}`;
  const d = { fresh: state.made('enum', names), slots: { name: plainName(names), value: (b.oldVal ?? b.newVal) as string, new: b.newVal as string } };
  return [found(b.oldVal === undefined ? 'alter-type-add-value' : 'alter-type-rename-value', object, d)];
};

const define: Recogniser = (b, { state }) => {
  const names = stringsOf(b.defnames);
  const existing = b.replace === true && b.kind === 'OBJECT_AGGREGATE' && (!state.hasCatalog || state.routines(names).some((r) => !r.made));
  return [found(existing ? 'create-or-replace-function' : 'create-type', `${kindOf(b.kind)} ${plainName(names)}`)];
};

const createCast: Recogniser = (b, { state }) => {
  const types = [stringsOf(b.sourcetype?.names), stringsOf(b.targettype?.names)];
  const fresh = types.some((t) => ['type', 'enum', 'composite', 'range', 'domain'].some((k) => state.made(k, t)));
  return [
    found(b.context === 'COERCION_EXPLICIT' || fresh ? 'create-type' : 'create-cast-implicit', `cast (${typeText(b.sourcetype)} AS ${typeText(b.targettype)})`),
  ];
};

const createSchema: Recogniser = (b, asked) => [
  found('create-schema', `schema ${plainName([b.schemaname ?? b.authrole?.rolename ?? ''])}`),
  ...((b.schemaElts ?? []) as Ast[]).flatMap((e) => recogniseNode(e, asked)),
];

const explain: Recogniser = (b, asked) => {
  const analyze = ((b.options ?? []) as Ast[]).some(
    (o) => o.DefElem.defname === 'analyze' && !['false', 'off', '0'].includes(stringsOf(o.DefElem.arg)[0] ?? ''),
  );
  return analyze ? recogniseNode(b.query, asked) : [found('query', 'EXPLAIN')];
};

const opaque =
  (because: string, name: string): Recogniser =>
  () => [found('do-block', name, { slots: { because } })];

const alterObject: Recogniser = (b, asked) => {
  const names = stringsOf(
    b.typeName ?? b.opername?.ObjectWithArgs?.objname ?? b.opername?.objname ?? b.opfamilyname ?? b.cfgname ?? b.dictname ?? b.collname ?? [],
  );
  const fresh =
    b.typeName !== undefined
      ? freshObject('OBJECT_TYPE', names, asked)
      : ['operator', 'operator family', 'text search configuration', 'text search dictionary', 'collation'].some((k) => asked.state.made(k, names));
  return [found('alter-type-options', plainName(names), { fresh })];
};

const recognisers: Record<string, Recogniser> = {
  AlterTableStmt: alterTable,
  CreateStmt: createTable,
  CreateTableAsStmt: createTableAs,
  ViewStmt: createView,
  IndexStmt: createIndex,
  CreateTrigStmt: createTrigger,
  CreatePolicyStmt: createPolicy,
  AlterPolicyStmt: alterPolicy,
  RuleStmt: createRule,
  CreateStatsStmt: createStatistics,
  RefreshMatViewStmt: refresh,
  CreateSeqStmt: createSequence,
  AlterSeqStmt: sequence,
  CreateFunctionStmt: createFunction,
  AlterFunctionStmt: alterFunction,
  DropStmt: drop,
  TruncateStmt: truncate,
  RenameStmt: rename,
  AlterObjectSchemaStmt: setSchema,
  AlterOwnerStmt: owner,
  CommentStmt: comment,
  GrantStmt: grant,
  GrantRoleStmt: grantRole,
  AlterDefaultPrivilegesStmt: defaultPrivileges,
  CreateRoleStmt: createRole,
  AlterRoleStmt: alterRole,
  AlterRoleSetStmt: roleSettings,
  DropRoleStmt: dropRole,
  CreatePublicationStmt: createPublication,
  AlterPublicationStmt: alterPublication,
  AlterEnumStmt: alterEnum,
  AlterDomainStmt: alterDomain,
  DefineStmt: define,
  CreateCastStmt: createCast,
  CreateSchemaStmt: createSchema,
  UpdateStmt: update,
  DeleteStmt: remove,
  InsertStmt: insert,
  MergeStmt: merge,
  CopyStmt: (b, asked) => (b.query === undefined ? copy(b, asked) : recogniseNode(b.query, asked)),
  SelectStmt: select,
  VariableSetStmt: setting,
  LockStmt: lockTable,
  VacuumStmt: vacuum,
  ClusterStmt: cluster,
  ReindexStmt: reindex,
  ExplainStmt: explain,
  DoStmt: opaque('a DO block runs code that cannot be read from the statement', 'DO block'),
  CallStmt: opaque('what a procedure does cannot be read from the call', 'CALL'),
  PrepareStmt: as('execute', (b) => `PREPARE ${String(b.name)}`),
  ExecuteStmt: as('execute', (b) => `EXECUTE ${String(b.name)}`),
  CreateEnumStmt: as('create-type-enum', (b) => `type ${plainName(stringsOf(b.typeName))}`),
  CreateRangeStmt: as('create-type', (b) => `type ${plainName(stringsOf(b.typeName))}`),
  CompositeTypeStmt: as('create-type', (b) => `type ${plainName(namesOf(b.typevar))}`),
  CreateDomainStmt: as('create-type', (b) => `domain ${plainName(stringsOf(b.domainname))}`),
  CreateOpClassStmt: as('create-type', (b) => `operator class ${plainName(stringsOf(b.opclassname))}`),
  CreateOpFamilyStmt: as('create-type', (b) => `operator family ${plainName(stringsOf(b.opfamilyname))}`),
  CreateConversionStmt: as('create-type', (b) => `conversion ${plainName(stringsOf(b.conversion_name))}`),
  AlterTypeStmt: alterObject,
  AlterOperatorStmt: alterObject,
  AlterOpFamilyStmt: alterObject,
  AlterCollationStmt: alterObject,
  AlterTSConfigurationStmt: alterObject,
  AlterTSDictionaryStmt: alterObject,
  CreateExtensionStmt: as('create-extension', (b) => `extension ${plainName([b.extname])}`),
  AlterExtensionStmt: as('alter-extension-update', (b) => `extension ${plainName([b.extname])}`),
  AlterExtensionContentsStmt: as('extension-member', (b) => `extension ${plainName([b.extname])}`),
  AlterObjectDependsStmt: as('set-statistics', () => 'dependency'),
  CreateEventTrigStmt: as('create-event-trigger', (b) => `event trigger ${plainName([b.trigname])}`),
  AlterEventTrigStmt: as('alter-event-trigger', (b) => `event trigger ${plainName([b.trigname])}`),
  CreatePLangStmt: as('create-language', (b) => `language ${plainName([b.plname])}`),
  CreateAmStmt: as('create-language', (b) => `access method ${plainName([b.amname])}`),
  CreateTransformStmt: as('create-language', () => 'transform'),
  LoadStmt: as('create-language', (b) => `library ${String(b.filename)}`),
  CreateFdwStmt: as('create-fdw', (b) => `foreign-data wrapper ${plainName([b.fdwname])}`),
  CreateForeignServerStmt: as('create-fdw', (b) => `server ${plainName([b.servername])}`),
  CreateUserMappingStmt: as('create-fdw', (b) => `user mapping on ${plainName([b.servername])}`),
  AlterFdwStmt: as('alter-fdw', (b) => `foreign-data wrapper ${plainName([b.fdwname])}`),
  AlterForeignServerStmt: as('alter-fdw', (b) => `server ${plainName([b.servername])}`),
  AlterUserMappingStmt: as('alter-fdw', (b) => `user mapping on ${plainName([b.servername])}`),
  DropUserMappingStmt: as('drop-other', (b) => `user mapping on ${plainName([b.servername])}`),
  CreateForeignTableStmt: as('create-foreign-table', (b) => `foreign table ${plainName(namesOf(b.base.relation))}`),
  ImportForeignSchemaStmt: as('create-foreign-table', (b) => `foreign schema ${String(b.remote_schema)}`),
  AlterStatsStmt: as('alter-statistics', (b) => `statistics object ${plainName(stringsOf(b.defnames))}`),
  SecLabelStmt: as('security-label', (b) => `${kindOf(b.objtype)} ${plainName(stringsOf(b.object))}`),
  DropOwnedStmt: as('drop-role', () => 'everything the role owns'),
  ReassignOwnedStmt: as('drop-role', () => 'everything the role owns'),
  ...subscriptions,
  CreatedbStmt: as('create-database-new', (b) => `database ${plainName([b.dbname])}`),
  DropdbStmt: as('drop-database', (b) => `database ${plainName([b.dbname])}`),
  CreateTableSpaceStmt: as('create-database-new', (b) => `tablespace ${plainName([b.tablespacename])}`),
  DropTableSpaceStmt: as('drop-tablespace', (b) => `tablespace ${plainName([b.tablespacename])}`),
  AlterDatabaseStmt: as('database-settings', (b) => `database ${plainName([b.dbname])}`),
  AlterDatabaseSetStmt: as('database-settings', (b) => `database ${plainName([b.dbname])}`),
  AlterDatabaseRefreshCollStmt: as('database-settings', (b) => `database ${plainName([b.dbname])}`),
  AlterTableSpaceOptionsStmt: as('database-settings', (b) => `tablespace ${plainName([b.tablespacename])}`),
  AlterSystemStmt: as('alter-system', () => 'the server'),
  AlterTableMoveAllStmt: as('set-tablespace-table', () => 'every table of the tablespace'),
  TransactionStmt: as('transaction', () => 'transaction'),
  ConstraintsSetStmt: as('set-constraints', () => 'constraints'),
  VariableShowStmt: as('session-setting', () => 'SHOW'),
  DiscardStmt: as('session-setting', () => 'DISCARD'),
  ListenStmt: as('session-setting', () => 'LISTEN'),
  UnlistenStmt: as('session-setting', () => 'UNLISTEN'),
  NotifyStmt: as('session-setting', () => 'NOTIFY'),
  CheckPointStmt: as('session-setting', () => 'CHECKPOINT'),
  DeallocateStmt: as('session-setting', () => 'DEALLOCATE'),
  DeclareCursorStmt: as('query', () => 'cursor'),
  FetchStmt: as('query', () => 'cursor'),
  ClosePortalStmt: as('query', () => 'cursor'),
};

export function recogniseNode(node: Ast, asked: Asked): Found[] {
  const tag = Object.keys(node)[0] ?? '';
  const one = recognisers[tag];
  return one === undefined
    ? [found('opaque', tag === '' ? 'statement' : tag, { slots: { because: 'this kind of statement is not known here' } })]
    : one(node[tag], asked);
}

/** Never empty. */
export function recognise(statement: Statement, asked: Asked): Found[] {
  if (statement.error !== undefined) return [found('opaque', 'statement', { slots: { because: `no parser here reads it (${statement.error.message})` } })];
  const system = systemTarget(statement.node, asked);
  if (system !== undefined)
    return [
      found('opaque', `relation ${plainName(system)}`, { slots: { because: 'it changes a catalog of the server itself, past everything that guards it' } }),
    ];
  const certain = absent(statement.node, asked);
  if (certain !== undefined) return [certain];
  const all = recogniseNode(statement.node, asked);
  const out = all.length === 0 ? [found('opaque', statement.tag)] : all;
  return [...out, ...newLabels(statement.node, asked), ...longNames(statement.sql)];
}

/** A label that this transaction adds cannot be used in it. */
function newLabels(node: Ast, { tx }: Asked): Found[] {
  if (tx.labels.size === 0 || node.AlterEnumStmt !== undefined) return [];
  const used = new Set<string>();
  walk(node, (b) => {
    if (typeof b.sval === 'string' && tx.labels.has(b.sval)) used.add(b.sval);
  });
  return [...used].map((label) =>
    found('alter-type-add-value-and-use', `label '${label}'`, {
      fresh: false,
      slots: { because: `label '${label}' was added in this transaction and cannot be used before it commits (55P04)`, value: label },
    }),
  );
}

const words = /"((?:[^"]|"")+)"|'(?:[^']|'')*'|\$(\w*)\$[\s\S]*?\$\2\$|--[^\n]*|\/\*[\s\S]*?\*\/|[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/g;

/** Identifiers that the server cuts at 63 bytes. The tree has them cut already, so the text is read. */
function longNames(sql: string): Found[] {
  if (sql.length > 100_000) return [];
  const long = new Set<string>();
  for (const m of sql.matchAll(words)) {
    const name = m[1] ?? (/^\w|^[\u0080-\uffff]/.test(m[0]) ? m[0] : '');
    if (name.length > 15 && Buffer.byteLength(name) > 63) long.add(name);
  }
  return [...long].map((name) => found('query', `name ${name}`, { plus: ['IDENT_TRUNCATED'], verdict: 'unsafe', fresh: false, slots: { long: name } }));
}
