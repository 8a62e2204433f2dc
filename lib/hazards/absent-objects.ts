// Indexes, constraints, types, sequences and functions that a statement names and that are not there, or makes and that are.
// As for relations, said only where nothing hides them: names that the server chose, extensions, other schemas, renames.
import { plainName } from '../sql/clause.ts';
import type { Ast } from '../sql/engine.ts';
import { namesOf, stringsOf } from '../sql/names.ts';
import { steadyBuiltins, volatileBuiltins } from './builtin.ts';
import { found, type Found } from './found.ts';
import type { State } from './state.ts';

interface Named {
  readonly kind: 'index' | 'type' | 'sequence' | 'function';
  readonly names: readonly string[];
}

export function absentObject(tag: string, body: Ast, state: State): Found | undefined {
  const missing = needed(tag, body).find((one) => lacks[one.kind](one.names, state));
  if (missing !== undefined) {
    const name = `${missing.kind} ${plainName(missing.names)}`;
    return said(asMissing(missing.kind, tag), name, `there is no ${name} where the script begins, and nothing before this statement makes it`);
  }
  const made = makes(tag, body, state);
  if (made !== undefined)
    return said(made.kind === 'type' ? 'taken-object' : 'taken-relation', `${made.kind} ${plainName(made.names)}`, 'one of that name is there already');
  return tag === 'AlterTableStmt' || tag === 'RenameStmt' || tag === 'CommentStmt' ? constraint(tag, body, state) : undefined;
}

/** For IF EXISTS: nothing of that name is there, and nothing hides it. */
export function isAbsent(objectType: string, names: readonly string[], state: State): boolean {
  const kind = kinds[objectType];
  return kind !== undefined && state.hasCatalog && !state.blind && lacks[kind](names, state);
}

/** By the error that the server gives. */
function asMissing(kind: Named['kind'], tag: string): Missing {
  if (kind === 'function') return 'absent-function';
  return kind === 'type' || (kind === 'index' && (tag === 'DropStmt' || tag === 'AlterTableStmt')) ? 'absent-object' : 'absent-relation';
}

type Missing = 'absent-object' | 'absent-relation' | 'absent-function';

function said(op: Missing | 'taken-object' | 'taken-relation' | 'second-primary-key', object: string, because: string): Found {
  return found(op, object, { fresh: false, slots: { because } });
}

const kinds: Record<string, Named['kind']> = {
  OBJECT_INDEX: 'index',
  OBJECT_TYPE: 'type',
  OBJECT_DOMAIN: 'type',
  OBJECT_SEQUENCE: 'sequence',
  OBJECT_FUNCTION: 'function',
  OBJECT_PROCEDURE: 'function',
  OBJECT_ROUTINE: 'function',
};

/** What the statement needs to be there. */
function needed(tag: string, body: Ast): Named[] {
  const of = (kind: Named['kind'] | undefined, names: readonly string[]): Named[] => (kind === undefined || names.length === 0 ? [] : [{ kind, names }]);
  switch (tag) {
    case 'DropStmt':
      return (body.objects as Ast[]).flatMap((o) => of(kinds[body.removeType], stringsOf(o.ObjectWithArgs?.objname ?? o)));
    case 'AlterTableStmt': {
      const cmds = (body.cmds as Ast[]).map((c) => c.AlterTableCmd);
      if (body.objtype === 'OBJECT_TYPE' || body.objtype === 'OBJECT_INDEX') return of(kinds[body.objtype], namesOf(body.relation));
      const schema = namesOf(body.relation).slice(0, -1);
      return cmds.flatMap((c) => of(c.def?.Constraint?.indexname === undefined ? undefined : 'index', [...schema, c.def?.Constraint?.indexname as string]));
    }
    case 'RenameStmt':
      if (body.relation !== undefined)
        return ['OBJECT_INDEX', 'OBJECT_SEQUENCE'].includes(body.renameType) ? of(kinds[body.renameType], namesOf(body.relation)) : [];
      return of(kinds[body.renameType], stringsOf(body.object));
    case 'AlterObjectSchemaStmt':
      return body.relation === undefined ? of(kinds[body.objectType], stringsOf(body.object)) : [];
    case 'AlterOwnerStmt':
    case 'CommentStmt':
      return of(kinds[body.objectType ?? body.objtype], stringsOf(body.object));
    case 'AlterEnumStmt':
    case 'AlterDomainStmt':
      return of('type', stringsOf(body.typeName));
    case 'AlterSeqStmt':
      return of('sequence', namesOf(body.sequence));
    case 'AlterFunctionStmt':
      return of('function', stringsOf(body.func));
    case 'CreateTrigStmt':
      return of('function', stringsOf(body.funcname));
    case 'ReindexStmt':
      return body.kind === 'REINDEX_OBJECT_INDEX' ? of('index', namesOf(body.relation)) : [];
    default:
      return [];
  }
}

const ours = /^(pg_|information_schema$)/;
/** As the server calls what nobody named. */
const chosen = /_(idx|key|pkey|fkey|check|excl|seq|not_null)\d*$/;

const lacks: Record<Named['kind'], (names: readonly string[], state: State) => boolean> = {
  index: (names, state) =>
    !hidden(names, state) && state.index(names) === undefined && !(state.unnamed && chosen.test(names.at(-1)!)) && !state.elsewhere(names),
  // those of serials and identities are named by the server, and the catalog knows them by their columns alone
  sequence: (names, state) =>
    !hidden(names, state) && !chosen.test(names.at(-1)!) && [undefined, 'unknown'].includes(state.find(names)?.kind) && !state.elsewhere(names),
  type: (names, state) =>
    !hidden(names, state) &&
    !state.extended(withoutTypes) &&
    state.typeKind(names) === undefined &&
    !['type', 'enum', 'composite', 'range', 'domain'].some((k) => state.made(k, names)) &&
    state.find(names) === undefined &&
    !state.elsewhere(names),
  function: (names, state) =>
    !hidden(names, state) &&
    !state.extended(withoutFunctions) &&
    state.routines(names).length === 0 &&
    !volatileBuiltins.has(names.at(-1)!) &&
    !steadyBuiltins.has(names.at(-1)!) &&
    !/_trigger(_column)?$|^RI_|^plpgsql_|^(array_agg|avg|count|max|min|sum)$/.test(names.at(-1)!) &&
    !state.elsewhere(names),
};
const withoutTypes = new Set(['plpgsql', 'pgcrypto', 'uuid-ossp', 'unaccent', 'fuzzystrmatch', 'btree_gin']);
const withoutFunctions = new Set(['plpgsql']);

/** Multiranges, and what makes values of them, come with their ranges. */
function hidden(names: readonly string[], state: State): boolean {
  return ours.test(names[0]!) || state.renamed.has(names.at(-1)!) || names.at(-1)!.includes('multirange');
}

/** What a CREATE makes is there already. */
function makes(tag: string, body: Ast, state: State): { kind: string; names: readonly string[] } | undefined {
  if (body.if_not_exists === true) return undefined;
  const full = (names: readonly string[]): readonly string[] => (names.length === 1 ? [state.searchPath[0] ?? 'public', ...names] : names);
  if (tag === 'IndexStmt' && body.idxname !== undefined) {
    const table = state.find(namesOf(body.relation));
    const names = table === undefined ? undefined : [...table.names.slice(0, -1), body.idxname as string];
    return names !== undefined && state.index(names) !== undefined ? { kind: 'index', names } : undefined;
  }
  if (tag === 'CreateSeqStmt' && body.sequence.relpersistence !== 't') {
    const names = full(namesOf(body.sequence));
    return state.find(names)?.kind === 'sequence' ? { kind: 'sequence', names } : undefined;
  }
  if (['CreateEnumStmt', 'CreateRangeStmt', 'CompositeTypeStmt', 'CreateDomainStmt'].includes(tag)) {
    const names = full(tag === 'CompositeTypeStmt' ? namesOf(body.typevar) : stringsOf(body.typeName ?? body.domainname));
    return !state.renamed.has(names.at(-1)!) && state.typeKind(names) !== undefined ? { kind: 'type', names } : undefined;
  }
  return undefined;
}

/** A constraint that ALTER TABLE names is not on the table, or one that it adds is. */
function constraint(tag: string, body: Ast, state: State): Found | undefined {
  const on = tag === 'CommentStmt' ? (body.objtype === 'OBJECT_TABCONSTRAINT' ? stringsOf(body.object).slice(0, -1) : []) : namesOf(body.relation ?? {});
  const table = on.length === 0 ? undefined : state.find(on);
  if (table === undefined || !table.known || table.kind !== 'table') return undefined;
  // not nulls of a child may have the names of its parent's
  const attrs = state.object('table', table.names)?.attrs ?? {};
  if (attrs['inherits'] != null || table.partitionOf !== undefined) return undefined;
  const has = (name: string): boolean => table.constraints.has(name) || [...table.columns.values()].some((c) => c.notNullName === name);
  const lacking = (name: unknown): name is string =>
    typeof name === 'string' && !has(name) && !(state.unnamed && chosen.test(name)) && state.object('trigger', [...table.names, name]) === undefined;
  const gone = (name: string): Found =>
    said('absent-object', `constraint ${plainName([name])} on ${plainName(table.names)}`, `${plainName(table.names)} has no constraint ${plainName([name])}`);
  if (tag === 'CommentStmt') return lacking(stringsOf(body.object).at(-1)) ? gone(stringsOf(body.object).at(-1)!) : undefined;
  if (tag === 'RenameStmt') return body.renameType === 'OBJECT_TABCONSTRAINT' && lacking(body.subname) ? gone(body.subname) : undefined;
  if (body.objtype !== 'OBJECT_TABLE') return undefined;
  const cmds = (body.cmds as Ast[]).map((c) => c.AlterTableCmd);
  const added = new Set(cmds.map((c) => c.def?.Constraint?.conname as string | undefined));
  const dropped = new Set(cmds.filter((c) => c.subtype === 'AT_DropConstraint').map((c) => c.name as string));
  const primary = (c: Ast): boolean => c?.contype === 'CONSTR_PRIMARY';
  const second = cmds.some(
    (c) => primary(c.def?.Constraint) || (!(c.missing_ok === true) && ((c.def?.ColumnDef?.constraints ?? []) as Ast[]).some((k) => primary(k.Constraint))),
  );
  const first = [...table.constraints].find(([name, c]) => c.type === 'primary key' && !dropped.has(name));
  if (second && first !== undefined)
    return said('second-primary-key', `table ${plainName(table.names)}`, `it has the primary key ${plainName([first[0]])} already`);
  for (const cmd of cmds) {
    const name = (cmd.subtype === 'AT_AlterConstraint' ? (cmd.def.ATAlterConstraint ?? cmd.def.Constraint)?.conname : cmd.name) as string | undefined;
    if (
      ['AT_DropConstraint', 'AT_ValidateConstraint', 'AT_AlterConstraint'].includes(cmd.subtype) &&
      cmd.missing_ok !== true &&
      lacking(name) &&
      !added.has(name)
    )
      return gone(name);
    const adds =
      cmd.subtype === 'AT_AddConstraint' || cmd.subtype === 'AT_AddIndexConstraint' ? (cmd.def.Constraint?.conname as string | undefined) : undefined;
    if (adds !== undefined && table.constraints.has(adds) && !dropped.has(adds))
      return said(
        'taken-object',
        `constraint ${plainName([adds])} on ${plainName(table.names)}`,
        `${plainName(table.names)} has a constraint ${plainName([adds])} already`,
      );
  }
  return undefined;
}
