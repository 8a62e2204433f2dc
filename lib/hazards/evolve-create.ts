// Reads a CREATE TABLE into the state: its columns, constraints and what they prove.
import type { Ast } from '../sql/parse.ts';
import { namesOf, stringsOf, typeText } from '../sql/names.ts';
import { emptyRelation, type Column, type Constraint, type Relation } from './relation.ts';
import type { State } from './state.ts';
import { columnsIn, isNull, provenColumns } from './volatile.ts';

export function tableOf(b: Ast, state: State): Relation {
  const elements = (b.tableElts ?? []) as Ast[];
  const open = elements.some((e) => e.TableLikeClause !== undefined) || b.inhRelations !== undefined || b.ofTypename !== undefined;
  const table = emptyRelation(state.resolve(namesOf(b.relation)), 'table', !open, true);
  table.rowSecurity = false;
  table.unlogged = b.relation.relpersistence === 'u';
  table.partitioned = b.partspec !== undefined;
  table.accessMethod = (b.accessMethod as string | undefined) ?? 'heap';
  if (b.ofTypename !== undefined) table.ofType = JSON.stringify(state.resolve(stringsOf(b.ofTypename.names), 'type'));
  if (b.partbound !== undefined) {
    table.partitionOf = JSON.stringify(state.resolve(namesOf(b.inhRelations[0].RangeVar)));
    table.isDefaultPartition = b.partbound.is_default === true;
  }
  if (open || b.partbound !== undefined) state.unnamed = true;
  for (const e of elements) {
    if (e.ColumnDef !== undefined) putColumn(table, e.ColumnDef, state);
    else if (e.Constraint !== undefined) putConstraint(table, e.Constraint, state);
  }
  // NOT VALID says nothing in CREATE TABLE: there is no row to check
  for (const c of table.constraints.values()) c.validated = true;
  return table;
}

export function putColumn(table: Relation, def: Ast, state: State): void {
  const constraints = ((def.constraints ?? []) as Ast[]).map((c) => c.Constraint);
  const has = (type: string): Ast => constraints.find((c) => c.contype === type);
  const type = typeText(def.typeName);
  const serial = /^(small|big)?serial\d?$/i.test(type);
  const generated = has('CONSTR_GENERATED');
  const column: Column = {
    type: serial
      ? type
          .replace(/^bigserial|^serial8/i, 'int8')
          .replace(/^smallserial|^serial2/i, 'int2')
          .replace(/^serial4?/i, 'int4')
      : type,
    notNull: has('CONSTR_NOTNULL') !== undefined || has('CONSTR_PRIMARY') !== undefined || has('CONSTR_IDENTITY') !== undefined || serial,
    notNullValid: true,
    hasDefault: !isNull(has('CONSTR_DEFAULT')?.raw_expr) || serial,
    generated: generated === undefined ? undefined : generated.generated_kind === 'v' ? 'virtual' : 'stored',
    identity: has('CONSTR_IDENTITY') !== undefined,
  };
  table.columns.set(def.colname, column);
  if (serial || column.identity === true) state.unnamed = true;
  for (const c of constraints) putConstraint(table, c, state, def.colname as string);
}

const kinds: Record<string, Constraint['type']> = {
  CONSTR_CHECK: 'check',
  CONSTR_FOREIGN: 'foreign key',
  CONSTR_UNIQUE: 'unique',
  CONSTR_PRIMARY: 'primary key',
  CONSTR_EXCLUSION: 'exclusion',
};
const endings: Record<string, string> = { check: 'check', 'foreign key': 'fkey', unique: 'key', 'primary key': 'pkey', exclusion: 'excl' };

export function putConstraint(table: Relation, c: Ast, state: State, column?: string): void {
  if (c.conname === undefined && c.indexname === undefined && (kinds[c.contype as string] ?? c.contype) !== 'CONSTR_DEFAULT') state.unnamed = true;
  if (c.contype === 'CONSTR_NOTNULL') {
    const name = column ?? stringsOf(c.keys ?? [])[0];
    if (name === undefined) return;
    const into = table.columns.get(name) ?? {};
    table.columns.set(name, {
      ...into,
      notNull: true,
      notNullValid: c.skip_validation !== true,
      notNullName: (c.conname as string | undefined) ?? `${table.names.at(-1)!}_${name}_not_null`,
    });
    return;
  }
  const type = kinds[c.contype as string];
  if (type === undefined) return;
  const fromIndex = c.indexname === undefined ? undefined : table.indexes.get(c.indexname);
  const keys = stringsOf(c.fk_attrs ?? c.keys ?? []);
  const columns =
    column !== undefined
      ? [column]
      : type === 'check'
        ? columnsIn(c.raw_expr)
        : keys.length > 0
          ? keys
          : (fromIndex?.columns ?? []).filter((k): k is string => k !== null);
  const name =
    (c.conname as string | undefined) ??
    (c.indexname as string | undefined) ??
    [
      table.names.at(-1)!,
      ...(type === 'primary key' || (type === 'check' && column === undefined && columns.length !== 1) ? [] : columns),
      endings[type]!,
    ].join('_');
  table.constraints.set(name, {
    type,
    columns,
    validated: c.skip_validation !== true,
    enforced: c.is_enforced !== false && (type !== 'check' || c.is_enforced === true),
    proves: type === 'check' ? provenColumns(c.raw_expr) : [],
    references: type === 'foreign key' ? state.resolve(namesOf(c.pktable)) : undefined,
    referencedColumns: type === 'foreign key' && c.pk_attrs !== undefined ? stringsOf(c.pk_attrs) : undefined,
    onDelete: { c: 'cascade', n: 'set null', d: 'set default' }[c.fk_del_action as string],
  });
  if (type === 'primary key') for (const k of columns) table.columns.set(k, { ...table.columns.get(k), notNull: true, notNullValid: true });
  if (type !== 'check' && type !== 'foreign key') {
    if (c.indexname !== undefined) table.indexes.delete(c.indexname);
    table.indexes.set(name, {
      names: [...table.names.slice(0, -1), name],
      table: JSON.stringify(table.names),
      unique: type !== 'exclusion',
      columns,
      partial: false,
      constraint: name,
      valid: true,
      made: fromIndex?.made ?? true,
    });
  }
}
