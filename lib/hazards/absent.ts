// Names that the catalog before the script, and the script so far, do not hold: the server refuses such a statement whatever the data.
// Said only where nothing hides them: code that was not read, extensions with relations of their own, names of sequences (serials make them).
import { plainName } from '../sql/clause.ts';
import type { Ast } from '../sql/engine.ts';
import { namesOf, stringsOf } from '../sql/names.ts';
import { absentObject } from './absent-objects.ts';
import { found, type Asked, type Found } from './found.ts';
import type { State } from './state.ts';
import { columnsIn } from './volatile.ts';

/** Statements whose relations may be asked for by name; of others, parts are made by the statement itself or lie in a body. */
const asking = new Set(
  'AlterTableStmt IndexStmt InsertStmt UpdateStmt DeleteStmt MergeStmt TruncateStmt CopyStmt LockStmt VacuumStmt ClusterStmt ReindexStmt RefreshMatViewStmt CreateTrigStmt RuleStmt CreatePolicyStmt AlterPolicyStmt RenameStmt AlterObjectSchemaStmt CommentStmt GrantStmt DropStmt SelectStmt ViewStmt CreateTableAsStmt CreateStmt CreateStatsStmt ExplainStmt'.split(
    ' ',
  ),
);
const relations = new Set(['OBJECT_TABLE', 'OBJECT_VIEW', 'OBJECT_MATVIEW', 'OBJECT_FOREIGN_TABLE']);
const system = /^(pg_|information_schema$)/;
const hidden = new Set(['ctid', 'tableoid', 'xmin', 'xmax', 'cmin', 'cmax']);
const columnCommands = new Set(
  'AT_DropColumn AT_AlterColumnType AT_ColumnDefault AT_SetNotNull AT_DropNotNull AT_SetStatistics AT_SetStorage AT_SetCompression AT_SetOptions AT_AddIdentity AT_SetIdentity AT_DropIdentity AT_DropExpression AT_SetExpression'.split(
    ' ',
  ),
);

export function absent(node: Ast, { state }: Asked): Found | undefined {
  const tag = Object.keys(node)[0] ?? '';
  const body = node[tag];
  if (!state.hasCatalog || state.blind || body.missing_ok === true) return undefined;
  if (!asking.has(tag)) return absentObject(tag, body, state);
  const missing = named(tag, body).find((names) => isMissing(names, state));
  if (missing !== undefined)
    return refused(
      'absent-relation',
      `relation ${plainName(missing)}`,
      `there is no relation ${plainName(missing)} where the script begins, and nothing before this statement makes it`,
    );
  return taken(tag, body, state) ?? column(tag, body, state) ?? absentObject(tag, body, state);
}

function refused(op: 'absent-relation' | 'absent-column' | 'taken-relation' | 'taken-column', object: string, because: string): Found {
  return found(op, object, { fresh: false, slots: { because } });
}

/** The relations that a statement needs. */
function named(tag: string, body: Ast): string[][] {
  if (tag === 'DropStmt') return relations.has(body.removeType) ? (body.objects as Ast[]).map(stringsOf) : [];
  if (tag === 'CommentStmt') {
    if (relations.has(body.objtype)) return [stringsOf(body.object)];
    return body.objtype === 'OBJECT_COLUMN' ? [stringsOf(body.object).slice(0, -1)] : [];
  }
  if (tag === 'GrantStmt' && (body.objtype !== 'OBJECT_TABLE' || body.targtype !== 'ACL_TARGET_OBJECT')) return [];
  if (tag === 'AlterTableStmt' && !relations.has(body.objtype)) return [];
  if (tag === 'RenameStmt' && !relations.has(body.renameType) && !(body.renameType === 'OBJECT_COLUMN' && relations.has(body.relationType))) return [];
  if (tag === 'AlterObjectSchemaStmt' && !relations.has(body.objectType)) return [];
  if (tag === 'ReindexStmt' && body.kind !== 'REINDEX_OBJECT_TABLE') return [];
  const own = tag === 'CreateStmt' ? body.relation : tag === 'ViewStmt' ? body.view : tag === 'CreateTableAsStmt' ? body.into?.rel : undefined;
  const names: string[][] = [];
  const local = new Set<string>();
  const skipped = new Set<Ast>(own === undefined ? [] : [own]);
  visit(body, (b) => {
    if (typeof b.ctename === 'string') local.add(b.ctename);
    for (const hidden of [b.intoClause?.rel, b.lockedRels, b.LockingClause?.lockedRels, b.partitionCmd === undefined ? undefined : b.partitionCmd])
      if (hidden !== undefined) skipped.add(hidden);
    if (skipped.has(b)) return false;
    if (typeof b.relname === 'string') names.push(namesOf(b));
    return true;
  });
  return names.filter((n) => !(n.length === 1 && local.has(n[0]!)) && n.join('.') !== namesOf(own ?? {}).join('.'));
}

/** Goes no deeper where `into` says false. */
function visit(value: Ast, into: (body: Ast) => boolean): void {
  if (value === null || typeof value !== 'object' || (!Array.isArray(value) && !into(value))) return;
  for (const inner of Object.values(value)) visit(inner as Ast, into);
}

function isMissing(names: readonly string[], state: State): boolean {
  if (names.length === 0 || system.test(names[0]!) || /_seq\d*$/.test(names.at(-1)!)) return false;
  const there = state.find(names);
  return (
    (there === undefined || there.kind === 'unknown') && state.index(names) === undefined && state.typeKind(names) === undefined && !state.elsewhere(names)
  );
}

/** What a CREATE makes is there already. */
function taken(tag: string, body: Ast, state: State): Found | undefined {
  const own = tag === 'CreateStmt' ? body.relation : tag === 'ViewStmt' && body.replace !== true ? body.view : undefined;
  if (own === undefined || own.relpersistence === 't' || body.if_not_exists === true) return undefined;
  const names = namesOf(own);
  const full = names.length === 1 ? [state.searchPath[0] ?? 'public', ...names] : names;
  const there = state.find(full);
  if (there === undefined || there.kind === 'unknown') return undefined;
  return refused('taken-relation', `${there.kind} ${plainName(full)}`, `a ${there.kind} of that name is there already`);
}

/** A column that ALTER TABLE names is not there, or one that it adds is. */
function column(tag: string, body: Ast, state: State): Found | undefined {
  if (!['AlterTableStmt', 'IndexStmt'].includes(tag) && !(tag === 'RenameStmt' && body.renameType === 'OBJECT_COLUMN')) return undefined;
  const table = state.find(namesOf(body.relation));
  if (table === undefined || !table.known || table.kind !== 'table' || table.columns.size === 0) return undefined;
  const attrs = state.object('table', table.names)?.attrs ?? {};
  // their columns come and go with those of a parent as well
  if (attrs['inherits'] != null) return undefined;
  const at = (name: string): string => plainName([...table.names, name]);
  // what an expression names: the row as a whole and what every row has are no columns
  const own = (expression: Ast): string[] => (expression === undefined ? [] : columnsIn(expression).filter((c) => c !== table.names.at(-1) && !hidden.has(c)));
  const lacks = (name: unknown): name is string => typeof name === 'string' && !table.columns.has(name);
  const gone = (name: string): Found => refused('absent-column', `column ${at(name)}`, `${plainName(table.names)} has no column ${plainName([name])}`);
  if (tag === 'RenameStmt') return lacks(body.subname) ? gone(body.subname) : undefined;
  if (tag === 'IndexStmt') {
    const params = ((body.indexParams ?? []) as Ast[]).map((p) => p.IndexElem);
    const key = [...params.map((p) => p.name as unknown), ...[...params.map((p) => p.expr), body.whereClause].flatMap(own)].find(lacks);
    return key === undefined ? undefined : gone(key);
  }
  const cmds = (body.cmds as Ast[]).map((c) => c.AlterTableCmd);
  const dropped = new Set(cmds.filter((c) => c.subtype === 'AT_DropColumn').map((c) => c.name as string));
  const added = cmds.filter((c) => c.subtype === 'AT_AddColumn');
  for (const cmd of added) {
    const name = cmd.def.ColumnDef.colname as string;
    if (cmd.missing_ok !== true && table.columns.has(name) && !dropped.has(name))
      return refused('taken-column', `column ${at(name)}`, `${plainName(table.names)} has a column ${plainName([name])} already`);
  }
  const adds = new Set(added.map((c) => c.def.ColumnDef.colname as string));
  const cmd = cmds.find((c) => columnCommands.has(c.subtype) && c.missing_ok !== true && lacks(c.name) && !adds.has(c.name));
  if (cmd !== undefined) return gone(cmd.name as string);
  const keys = cmds
    .filter((c) => c.subtype === 'AT_AddConstraint')
    .map((c) => c.def.Constraint)
    .flatMap((c) => [...stringsOf(c.fk_attrs ?? c.keys ?? []), ...own(c.raw_expr)]);
  const key = keys.find((k) => lacks(k) && !adds.has(k));
  return key === undefined ? undefined : gone(key);
}
