// What a CREATE makes, read from its tree.
import type { Ast } from './engine.ts';
import { inputArgs, kindOf, namesOf, stringsOf, typeText } from './names.ts';

/** Kinds are PostgreSQL's words; names as written, outermost first. */
export interface Made {
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
