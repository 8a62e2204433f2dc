// Reads RENAME and SET SCHEMA into the state.
import type { Ast } from '../sql/parse.ts';
import { kindOf, namesOf, stringsOf } from '../sql/names.ts';
import type { State } from './state.ts';

const isRoutine = (type: string): boolean => /FUNCTION|PROCEDURE|ROUTINE|AGGREGATE/.test(type);
const isType = (type: string): boolean => type === 'OBJECT_TYPE' || type === 'OBJECT_DOMAIN';
const relations: readonly string[] = ['OBJECT_TABLE', 'OBJECT_VIEW', 'OBJECT_MATVIEW', 'OBJECT_SEQUENCE', 'OBJECT_FOREIGN_TABLE'];

export function renamed(b: Ast, state: State): void {
  if (b.relation === undefined) return ofOwnName(b, state);
  const names = namesOf(b.relation);
  if (b.renameType === 'OBJECT_COLUMN') state.renameColumn(state.relation(names), b.subname, b.newname);
  else if (b.renameType === 'OBJECT_ATTRIBUTE') {
    if (b.behavior === 'DROP_CASCADE') for (const r of state.typed(state.resolve(names, 'type'))) state.renameColumn(r, b.subname, b.newname);
  } else if (b.renameType === 'OBJECT_INDEX') {
    const index = state.index(names);
    if (index === undefined) return;
    const r = state.relation(JSON.parse(index.table) as string[]);
    r.indexes.delete(index.names.at(-1)!);
    index.names = [...index.names.slice(0, -1), b.newname];
    r.indexes.set(b.newname, index);
  } else if (relations.includes(b.renameType)) {
    const full = state.resolve(names);
    state.rename(full, [...full.slice(0, -1), b.newname]);
  } else inRelation(b, state.resolve(names), state);
}

/** A constraint, trigger, rule or policy. */
function inRelation(b: Ast, table: readonly string[], state: State): void {
  const r = state.relation(table);
  if (b.renameType === 'OBJECT_TABCONSTRAINT') {
    rekey(r.constraints, b.subname, b.newname);
    for (const column of r.columns.values()) if (column.notNullName === b.subname) column.notNullName = b.newname;
  } else if (b.renameType === 'OBJECT_POLICY') rekey(r.policies, b.subname, b.newname);
  state.renameObject(kindOf(b.renameType), [...r.names, b.subname], [...r.names, b.newname]);
}

function rekey<T>(map: Map<string, T>, from: string, to: string): void {
  const value = map.get(from);
  map.delete(from);
  if (value !== undefined) map.set(to, value);
}

function ofOwnName(b: Ast, state: State): void {
  const names = stringsOf(b.object);
  if (b.renameType === 'OBJECT_SCHEMA') state.blind = true;
  state.renamed.add(b.newname).add(names.at(-1)!);
  if (isRoutine(b.renameType)) state.renameRoutines(names, [b.newname], b.object.ObjectWithArgs?.objargs?.length);
  if (b.renameType === 'OBJECT_DOMCONSTRAINT') {
    const domain = state.resolve(names, 'type');
    state.renameObject('domain constraint', [...domain, b.subname], [...domain, b.newname]);
  }
  if (!isType(b.renameType)) return;
  if (['enum', 'composite', 'range', 'domain'].some((k) => state.made(k, names))) state.make('enum', [...names.slice(0, -1), b.newname]);
  const full = state.resolve(names, 'type');
  state.renameObject('type', full, [...full.slice(0, -1), b.newname]);
}

export function moved(b: Ast, state: State): void {
  if (b.relation === undefined) {
    const names = stringsOf(b.object);
    state.renamed.add(names.at(-1)!);
    if (isRoutine(b.objectType)) state.renameRoutines(names, [b.newschema, names.at(-1)!], b.object.ObjectWithArgs?.objargs?.length);
    if (isType(b.objectType)) {
      const full = state.resolve(names, 'type');
      state.renameObject('type', full, [b.newschema, full.at(-1)!]);
    }
    return state.moveAway(names);
  }
  const full = state.resolve(namesOf(b.relation));
  state.moveAway(full);
  state.rename(full, [b.newschema, full.at(-1)!]);
}
