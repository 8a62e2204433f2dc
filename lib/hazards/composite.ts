// Recognises what is done to a row type: what its columns refuse, and what CASCADE does to the tables that are made OF it.
import { actionsOf, nameEnd, plainName } from '../sql/clause.ts';
import type { Ast } from '../sql/parse.ts';
import { namesOf } from '../sql/names.ts';
import { addColumn } from './add-column.ts';
import { dropColumn, leaners } from './alter-column.ts';
import { together, type Altering } from './altering.ts';
import { alterType } from './column-type.ts';
import { called, found, type Asked, type Details, type Found, type OperationId } from './found.ts';
import type { Relation } from './relation.ts';
import type { State } from './state.ts';

const ops: Record<string, OperationId> = {
  AT_AddColumn: 'composite-add-attribute',
  AT_DropColumn: 'composite-drop-attribute',
  AT_AlterColumnType: 'composite-alter-attribute-type',
};

export function alterComposite(body: Ast, asked: Asked): Found[] {
  const cmds = (body.cmds as Ast[]).map((c) => c.AlterTableCmd);
  const { actions } = actionsOf(asked.sql, nameEnd(asked.sql, (body.relation.location as number | undefined) ?? 0));
  return cmds.flatMap((cmd, n) => attribute(cmd, actions.length === cmds.length ? actions[n]! : '', namesOf(body.relation), asked));
}

function attribute(cmd: Ast, text: string, names: readonly string[], asked: Asked): Found[] {
  const { state } = asked;
  const { type, object, typed, d } = about(names, asked);
  if (typed.length > 0 && cmd.behavior !== 'DROP_CASCADE') return [refused(object, typed, d)];
  const used = columnsOf(type, state);
  const op = ops[cmd.subtype as string] ?? 'composite-alter';
  if (op === 'composite-alter-attribute-type' && used.length > 0) return [found(op, object, d)];
  if (!state.hasCatalog) return [found(cmd.behavior === 'DROP_CASCADE' && cmd.subtype === 'AT_AlterColumnType' ? 'composite-retype-tables' : op, object, d)];
  if (typed.length === 0) return [found(used.length === 0 ? 'composite-alter' : op, object, d)];
  const inTables = typed.flatMap((rel) => inTable(cmd, text, { rel, asked, all: together([], []), only: false }));
  return op === 'composite-alter-attribute-type' ? inTables : [found(op, object, d), ...inTables];
}

export function renameAttribute(body: Ast, asked: Asked, slots: Details['slots'] = {}): Found[] {
  const { object, typed, d } = about(namesOf(body.relation), asked);
  if (typed.length > 0 && body.behavior !== 'DROP_CASCADE') return [refused(object, typed, d)];
  return [found('composite-rename-attribute', object, { ...d, slots: { ...slots, ...d.slots } })];
}

function about(names: readonly string[], { state }: Asked): { type: readonly string[]; object: string; typed: Relation[]; d: Details } {
  const type = state.resolve(names, 'type');
  const typed = state.typed(type);
  const slots = { name: plainName(type), type: undefined };
  // the lock is on the type, which nobody else takes, and on the tables of it
  const d: Details = {
    fresh: state.made('composite', names),
    others: typed,
    ...(state.hasCatalog && typed.length === 0 ? { lock: 'none' as const } : {}),
    slots,
  };
  return { type, object: `type ${plainName(type)}`, typed, d };
}

function refused(object: string, typed: readonly Relation[], d: Details): Found {
  const because = `${called(typed[0]!)} is made of it, and CASCADE is not said`;
  return found('composite-restrict', object, { ...d, others: [], lock: 'none', fresh: false, slots: { ...d.slots, because } });
}

/** The server does to each table of the type what ALTER TABLE would. */
function inTable(cmd: Ast, text: string, altering: Altering): Found[] {
  if (cmd.subtype === 'AT_AddColumn') return addColumn(cmd, text, altering);
  if (cmd.subtype === 'AT_DropColumn') {
    const takesMore = leaners(altering.rel, cmd.name as string, altering.asked).length > 0;
    return dropColumn({ ...cmd, behavior: takesMore ? 'DROP_CASCADE' : 'DROP_RESTRICT' }, altering);
  }
  const rewrites = new Set<OperationId>(['type-change-int-bigint', 'type-int-to-bigint-referenced-by-fk', 'enum-swap-type']);
  return alterType(cmd, text, altering, altering.asked.state.utc).map((f) =>
    rewrites.has(f.op) ? { ...f, op: 'composite-retype-tables' } : { ...f, slots: { ...f.slots, subaction: undefined } },
  );
}

/** Columns that hold the type: itself, in an array, in a domain or in another row type. Those of a table of the type are its attributes. */
function columnsOf(type: readonly string[], state: State, seen: Set<string> = new Set()): string[] {
  if (seen.has(type.join('\0'))) return [];
  seen.add(type.join('\0'));
  return ['composite type', 'domain']
    .flatMap((kind) => state.dependents(kind, type))
    .flatMap((o) => {
      if (o.at.kind === 'table column')
        return state.typed(type).some((t) => t.names.join('\0') === o.at.names.slice(0, 2).join('\0')) ? [] : [plainName(o.at.names)];
      return o.at.kind === 'domain' || o.at.kind === 'composite type' ? columnsOf(o.at.names, state, seen) : [];
    });
}
