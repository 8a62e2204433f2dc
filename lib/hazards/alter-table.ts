// Recognises ALTER TABLE, and ALTER INDEX, VIEW, SEQUENCE, TYPE where the parser says ALTER TABLE: every subcommand, seen together.
import { address, keyOf } from '../catalog/address.ts';
import { actionsOf, nameEnd, plainName } from '../sql/clause.ts';
import type { Ast } from '../sql/parse.ts';
import { namesOf, stringsOf } from '../sql/names.ts';
import { addColumn } from './add-column.ts';
import { columnDefault, dropColumn, identity, setExpression, setNotNull } from './alter-column.ts';
import { together, type Altering } from './altering.ts';
import { alterType } from './column-type.ts';
import { addConstraint, alterConstraint, dropConstraint, validateConstraint } from './alter-constraint.ts';
import { alterComposite } from './composite.ts';
import { attachPartition, detachPartition } from './partition.ts';
import { called, found, type Asked, type Found, type OperationId } from './found.ts';
import type { Relation } from './relation.ts';

export function alterTable(body: Ast, asked: Asked): Found[] {
  const { state } = asked;
  const names = namesOf(body.relation);
  const cmds = (body.cmds as Ast[]).map((c) => c.AlterTableCmd);
  if (body.objtype === 'OBJECT_TYPE') return alterComposite(body, asked);
  if (body.objtype === 'OBJECT_INDEX') return cmds.flatMap((cmd) => index(cmd, names, asked));
  if (body.missing_ok === true && state.hasCatalog && state.find(names) === undefined) return [found('alter-if-exists-absent', `table ${plainName(names)}`)];
  const rel = state.relation(names);
  if (rel.kind === 'unknown' && body.objtype !== 'OBJECT_TABLE') rel.kind = kinds[body.objtype as string] ?? 'table';
  const { actions } = actionsOf(asked.sql, nameEnd(asked.sql, (body.relation.location as number | undefined) ?? 0));
  const altering: Altering = { rel, asked, all: together(cmds, actions), only: body.relation.inh !== true };
  const all = cmds.flatMap((cmd, n) => subcommand(cmd, actions.length === cmds.length ? actions[n]! : '', altering));
  return [...all, ...rowTypeInUse(all, cmds, rel, asked)];
}

/** What fills or converts every row is refused while a column elsewhere holds such rows. */
function rowTypeInUse(all: readonly Found[], cmds: readonly Ast[], rel: Relation, { state }: Asked): Found[] {
  const fills = all.some((f) => f.op.startsWith('add-column-default') || writesRows.has(f.op)) || cmds.some((c) => c.subtype === 'AT_AlterColumnType');
  const by = fills && rel.kind === 'table' ? state.dependents('table', rel.names, [], 'hard').find((o) => o.at.kind === 'table column') : undefined;
  if (by === undefined) return [];
  const because = `column ${plainName(by.at.names)} holds rows of ${plainName(rel.names)}`;
  return [found('row-type-in-use', called(rel), { fresh: false, slots: { because } })];
}

const writesRows = new Set<OperationId>([
  'add-column-serial',
  'add-column-identity',
  'add-column-generated-stored',
  'add-column-domain-constrained',
  'set-logged',
  'set-unlogged',
  'set-expression',
]);

const kinds: Record<string, string> = {
  OBJECT_VIEW: 'view',
  OBJECT_MATVIEW: 'materialized view',
  OBJECT_SEQUENCE: 'sequence',
  OBJECT_FOREIGN_TABLE: 'foreign table',
};

/** Subcommands whose operation depends on nothing else. */
const plain: Record<string, OperationId> = {
  AT_SetStatistics: 'set-statistics',
  AT_SetOptions: 'set-statistics',
  AT_ResetOptions: 'set-statistics',
  AT_SetStorage: 'set-storage',
  AT_SetCompression: 'set-compression',
  AT_ClusterOn: 'cluster-on',
  AT_DropCluster: 'cluster-on',
  AT_DropOids: 'set-storage',
  AT_SetUnLogged: 'set-unlogged',
  AT_AddOf: 'typed-table',
  AT_DropOf: 'typed-table',
  AT_ReplicaIdentity: 'replica-identity-full',
  AT_DisableRowSecurity: 'disable-rls',
  AT_NoForceRowSecurity: 'disable-rls',
  AT_ForceRowSecurity: 'force-rls',
  AT_DropNotNull: 'drop-not-null',
  AT_DropExpression: 'drop-expression',
  AT_GenericOptions: 'generic-options',
  AT_AlterColumnGenericOptions: 'generic-options',
  AT_EnableTrig: 'enable-trigger',
  AT_EnableAlwaysTrig: 'enable-trigger',
  AT_EnableReplicaTrig: 'enable-trigger',
  AT_EnableTrigAll: 'enable-trigger',
  AT_EnableTrigUser: 'enable-trigger',
  AT_DisableTrig: 'disable-trigger',
  AT_DisableTrigUser: 'disable-trigger',
  AT_DisableTrigAll: 'disable-trigger-all',
  AT_EnableRule: 'toggle-rule',
  AT_EnableAlwaysRule: 'toggle-rule',
  AT_EnableReplicaRule: 'toggle-rule',
  AT_DisableRule: 'toggle-rule',
  AT_DetachPartitionFinalize: 'partition-detach-finalize',
};

function subcommand(cmd: Ast, text: string, altering: Altering): Found[] {
  const { rel, asked } = altering;
  const column = typeof cmd.name === 'string' ? `column ${plainName([...rel.names, cmd.name])}` : called(rel);
  const slots = { column: cmd.name === undefined ? undefined : plainName([cmd.name]), name: cmd.name === undefined ? undefined : plainName([cmd.name]) };
  switch (cmd.subtype as string) {
    case 'AT_AddColumn':
      return addColumn(cmd, text, altering);
    case 'AT_DropColumn':
      return dropColumn(cmd, altering);
    case 'AT_SetNotNull':
      return setNotNull(cmd, altering);
    case 'AT_DropNotNull':
      return (rel.columns.get(cmd.name)?.notNull === false && rel.known) || asked.leaving.has(keyOf(address('table column', [...rel.names, cmd.name])))
        ? [found('drop-not-null', column, { target: rel, slots, verdict: 'safe' })]
        : [found('drop-not-null', column, { target: rel, slots })];
    case 'AT_ColumnDefault':
      return columnDefault(cmd, altering);
    case 'AT_AlterColumnType':
      return alterType(cmd, text, altering, asked.state.utc);
    case 'AT_AddIdentity':
    case 'AT_SetIdentity':
    case 'AT_DropIdentity':
      return identity(cmd, altering);
    case 'AT_SetExpression':
      return setExpression(cmd, altering);
    case 'AT_AddConstraint':
    case 'AT_AddIndexConstraint':
      return addConstraint(cmd, text, altering);
    case 'AT_DropConstraint':
      return dropConstraint(cmd, altering);
    case 'AT_ValidateConstraint':
      return validateConstraint(cmd, altering);
    case 'AT_AlterConstraint':
      return alterConstraint(cmd, altering);
    case 'AT_AttachPartition':
      return attachPartition(cmd, altering);
    case 'AT_DetachPartition':
      return detachPartition(cmd, altering);
    case 'AT_AddInherit':
    case 'AT_DropInherit':
      return [found('inherit', called(rel), { target: rel, others: [asked.state.relation(namesOf(cmd.def.RangeVar))] })];
    case 'AT_EnableRowSecurity': {
      const policies = [...rel.policies.values()].some((permissive) => permissive);
      return [found('enable-rls', called(rel), { target: rel, ...(policies ? { verdict: 'safe' as const, minus: ['SEC_RLS_ON_NO_POLICY'] as const } : {}) })];
    }
    case 'AT_ChangeOwner':
      return [found(rel.kind === 'view' || rel.kind === 'materialized view' ? 'alter-view-owner' : 'owner-table', called(rel), { target: rel })];
    case 'AT_SetLogged':
      if (rel.unlogged === false) return [found('set-storage', called(rel), { target: rel })];
      return [found(rel.kind === 'sequence' ? 'alter-sequence-owner-logged' : 'set-logged', called(rel), { target: rel })];
    case 'AT_SetUnLogged':
      if (rel.unlogged === true) return [found('set-storage', called(rel), { target: rel })];
      return [found(rel.kind === 'sequence' ? 'alter-sequence-owner-logged' : 'set-unlogged', called(rel), { target: rel })];
    case 'AT_SetTableSpace':
      // of a partitioned table: what later partitions get
      return [found(rel.partitioned === true ? 'set-storage' : 'set-tablespace-table', called(rel), { target: rel })];
    case 'AT_SetAccessMethod':
      return rel.partitioned === true || (rel.accessMethod !== undefined && rel.accessMethod === (cmd.name ?? 'heap'))
        ? [found('set-storage', called(rel), { target: rel })]
        : [found('set-access-method', called(rel), { target: rel })];
    case 'AT_SetRelOptions':
    case 'AT_ResetRelOptions':
    case 'AT_ReplaceRelOptions':
      return [options(cmd, rel)];
    default: {
      const op = plain[cmd.subtype as string];
      if (op === undefined)
        return [
          found('opaque', called(rel), {
            target: rel,
            lock: 'ACCESS EXCLUSIVE',
            slots: { because: `the subcommand ${String(cmd.subtype)} is not known here` },
          }),
        ];
      return [found(op, op === 'drop-expression' || op.startsWith('set-st') || op === 'set-compression' ? column : called(rel), { target: rel, slots })];
    }
  }
}

function options(cmd: Ast, rel: Relation): Found {
  const list = (Array.isArray(cmd.def) ? cmd.def : (cmd.def?.List?.items ?? [])) as Ast[];
  const names = list.map((o) => o.DefElem.defname as string);
  if (rel.kind === 'view') {
    const resets = cmd.subtype === 'AT_ResetRelOptions' || list.some((o) => ['false', 'off', '0'].includes(stringsOf(o.DefElem.arg)[0] ?? ''));
    const guards = names.filter((n) => n === 'security_invoker' || n === 'security_barrier');
    const slots = { because: `${names.join(', ')} ${resets ? 'is taken away' : 'is set'}` };
    if (guards.length === 0) return found('alter-view-options', called(rel), { target: rel, slots });
    return found(resets ? 'alter-view-reset-security-invoker' : 'alter-view-set-security-invoker', called(rel), { target: rel, slots });
  }
  return found(names.includes('user_catalog_table') ? 'set-user-catalog-table' : 'set-reloptions-fillfactor', called(rel), { target: rel });
}

function index(cmd: Ast, names: readonly string[], { state }: Asked): Found[] {
  const object = `index ${plainName(names)}`;
  const known = state.index(names);
  const tableOf = (of: readonly string[]): Relation | undefined => {
    const on = state.index(of)?.table;
    return on === undefined ? undefined : state.relation(JSON.parse(on) as string[]);
  };
  const table = tableOf(names);
  const d = { fresh: known?.made === true || table?.made === true, slots: { name: plainName(names) } };
  switch (cmd.subtype as string) {
    case 'AT_AttachPartition':
      // the indexes under one lock, the tables under another
      return [found('attach-index', object, d), found('attach-index', object, { ...d, others: [table, tableOf(namesOf(cmd.def.PartitionCmd.name))] })];
    case 'AT_SetTableSpace':
      return [found('set-tablespace-index', object, d)];
    case 'AT_SetStatistics':
      return [found('set-statistics', object, d)];
    default:
      return [found('alter-index-set-fillfactor', object, d)];
  }
}
