// Reads an ALTER TABLE into the state.
import type { Ast } from '../sql/parse.ts';
import { namesOf, stringsOf, typeText } from '../sql/names.ts';
import { putColumn, putConstraint } from './evolve-create.ts';
import type { Column, Relation } from './relation.ts';
import type { State } from './state.ts';
import { usesNothing, usesOf } from './uses.ts';
import { isNull } from './volatile.ts';

const later = new Set(['AT_DropColumn', 'AT_DropConstraint']);

export function evolveTable(b: Ast, state: State): void {
  if (b.objtype === 'OBJECT_TYPE') return inTyped(b, state);
  if (b.objtype !== 'OBJECT_TABLE' && b.objtype !== 'OBJECT_VIEW' && b.objtype !== 'OBJECT_FOREIGN_TABLE' && b.objtype !== 'OBJECT_MATVIEW') return;
  const table = state.relation(namesOf(b.relation));
  const cmds = (b.cmds as Ast[]).map((c) => c.AlterTableCmd);
  // the server runs drops first
  for (const cmd of [...cmds.filter((c) => later.has(c.subtype)), ...cmds.filter((c) => !later.has(c.subtype))]) {
    subcommand(cmd, table, state);
    if (b.relation.inh === true) inPartitions(cmd, table, state);
  }
}

/** With CASCADE, what is done to a row type is done to the tables that are made OF it. */
function inTyped(b: Ast, state: State): void {
  const names = state.resolve(namesOf(b.relation), 'type');
  // it may have been the last that leaned on a type
  if ((b.cmds as Ast[]).some((c) => ['AT_AlterColumnType', 'AT_DropColumn'].includes(c.AlterTableCmd.subtype)))
    state.redefine('composite type', names, usesNothing);
  for (const table of state.typed(names))
    for (const { AlterTableCmd: cmd } of b.cmds as Ast[]) if (cmd.behavior === 'DROP_CASCADE') subcommand(cmd, table, state);
}

/** What a partitioned table hands on to its partitions, by the same names. */
const handedOn = new Set([
  'AT_AddColumn',
  'AT_DropColumn',
  'AT_SetNotNull',
  'AT_DropNotNull',
  'AT_ColumnDefault',
  'AT_AlterColumnType',
  'AT_DropExpression',
  'AT_ValidateConstraint',
]);

function inPartitions(cmd: Ast, table: Relation, state: State): void {
  for (const child of state.children(table.names)) {
    if (cmd.subtype === 'AT_DropConstraint') leaves(cmd.name, table, child, state);
    else {
      if (handedOn.has(cmd.subtype) || cmd.def?.Constraint?.contype === 'CONSTR_CHECK') subcommand(cmd, child, state);
      inPartitions(cmd, child, state);
    }
  }
}

/** A constraint goes, and with it what a partition has of it under whatever name. */
function leaves(name: string, table: Relation, child: Relation, state: State): void {
  const whole = [...table.names, name].join('\0');
  for (const [own, c] of child.constraints) {
    if (c.inherited?.join('\0') !== whole && !(c.type === 'check' && own === name)) continue;
    child.constraints.delete(own);
    child.indexes.delete(own);
    for (const further of state.children(child.names)) leaves(own, child, further, state);
  }
}

function change(table: Relation, name: string, to: Partial<Column>): void {
  table.columns.set(name, { ...table.columns.get(name), ...to });
}

function subcommand(cmd: Ast, table: Relation, state: State): void {
  switch (cmd.subtype as string) {
    case 'AT_AddColumn':
      if (!table.columns.has(cmd.def.ColumnDef.colname)) putColumn(table, cmd.def.ColumnDef, state);
      break;
    case 'AT_DropColumn':
      table.columns.delete(cmd.name);
      // its checks, keys and indexes go with it
      for (const o of state.dependents('table column', [...table.names, cmd.name]))
        if (o.at.kind === 'table constraint' || o.at.kind === 'index') state.forget(o.at.kind, o.at.names);
      state.release(['table column', 'default value'], table.names, cmd.name);
      state.forget('table column', [...table.names, cmd.name]);
      for (const [name, c] of table.constraints) if (c.columns.includes(cmd.name)) table.constraints.delete(name);
      for (const [name, i] of table.indexes) if (i.columns?.includes(cmd.name) === true) table.indexes.delete(name);
      break;
    case 'AT_SetNotNull':
      change(table, cmd.name, { notNull: true, notNullValid: true });
      break;
    case 'AT_DropNotNull':
      change(table, cmd.name, { notNull: false, notNullName: undefined });
      break;
    case 'AT_ColumnDefault':
      change(table, cmd.name, { hasDefault: !isNull(cmd.def) });
      state.release(['default value'], table.names, cmd.name);
      break;
    case 'AT_AlterColumnType':
      change(table, cmd.name, { type: typeText(cmd.def.ColumnDef.typeName), collation: undefined, retyped: true });
      state.release(['table column'], table.names, cmd.name);
      break;
    case 'AT_AddIdentity':
    case 'AT_DropIdentity':
      change(table, cmd.name, { identity: cmd.subtype === 'AT_AddIdentity' });
      break;
    case 'AT_SetExpression': {
      const uses = usesOf(table.names, cmd.def ?? {});
      state.redefine('table column', [...table.names, cmd.name], (kind, names) => kind !== 'table column' || uses(kind, names));
      break;
    }
    case 'AT_DropExpression':
      change(table, cmd.name, { generated: undefined });
      state.redefine('table column', [...table.names, cmd.name], (kind) => kind !== 'table column');
      break;
    case 'AT_AddConstraint':
    case 'AT_AddIndexConstraint':
      putConstraint(table, cmd.def.Constraint, state);
      break;
    case 'AT_DropConstraint': {
      table.constraints.delete(cmd.name);
      table.indexes.delete(cmd.name);
      state.forget('table constraint', [...table.names, cmd.name]);
      for (const [name, column] of table.columns) if (column.notNullName === cmd.name) change(table, name, { notNull: false, notNullName: undefined });
      break;
    }
    case 'AT_ValidateConstraint': {
      const constraint = table.constraints.get(cmd.name);
      if (constraint !== undefined) constraint.validated = true;
      for (const [name, column] of table.columns) if (column.notNullName === cmd.name) change(table, name, { notNullValid: true });
      break;
    }
    case 'AT_AlterConstraint': {
      const def = cmd.def.ATAlterConstraint ?? cmd.def.Constraint ?? {};
      const constraint = table.constraints.get(def.conname);
      if (constraint !== undefined && def.alterEnforceability === true) constraint.enforced = def.is_enforced === true;
      break;
    }
    case 'AT_EnableRowSecurity':
    case 'AT_DisableRowSecurity':
      table.rowSecurity = cmd.subtype === 'AT_EnableRowSecurity';
      break;
    case 'AT_ReplicaIdentity':
      for (const [name, index] of table.indexes)
        index.identity = cmd.def.ReplicaIdentityStmt.identity_type === 'i' && cmd.def.ReplicaIdentityStmt.name === name;
      break;
    case 'AT_AddInherit':
      state.blind = true;
      if (!table.made) state.relation(namesOf(cmd.def.RangeVar)).passesOn = true;
      break;
    case 'AT_AttachPartition': {
      const partition = state.relation(namesOf(cmd.def.PartitionCmd.name));
      partition.partitionOf = JSON.stringify(table.names);
      state.unnamed = true;
      partition.isDefaultPartition = cmd.def.PartitionCmd.bound?.is_default === true;
      break;
    }
    case 'AT_DetachPartition': {
      const left = state.relation(namesOf(cmd.def.PartitionCmd.name));
      left.partitionOf = undefined;
      // it no longer goes with its parent
      state.redefine('table', left.names, usesNothing);
      for (const o of state.inside('table', left.names))
        state.redefine(o.at.kind, o.at.names, (kind, names) => names[1] !== table.names[1] && kind !== o.at.kind);
      break;
    }
    case 'AT_SetRelOptions':
      for (const o of (Array.isArray(cmd.def) ? cmd.def : (cmd.def?.List?.items ?? [])) as Ast[])
        table.options.set(o.DefElem.defname, o.DefElem.arg?.String?.sval ?? 'true');
      break;
    case 'AT_ResetRelOptions':
      for (const o of (Array.isArray(cmd.def) ? cmd.def : (cmd.def?.List?.items ?? [])) as Ast[]) table.options.delete(o.DefElem.defname);
      break;
    case 'AT_AddOf':
    case 'AT_DropOf':
      table.ofType = cmd.subtype === 'AT_AddOf' ? JSON.stringify(state.resolve(stringsOf(cmd.def.TypeName.names), 'type')) : undefined;
      break;
    case 'AT_SetLogged':
    case 'AT_SetUnLogged':
      table.unlogged = cmd.subtype === 'AT_SetUnLogged';
      break;
    case 'AT_SetAccessMethod':
      table.accessMethod = (cmd.name as string | undefined) ?? 'heap';
      break;
  }
}
