// Changes the state by what a statement does, so that the next one is read where it will run.
import type { Ast } from '../sql/parse.ts';
import { kindOf, namesOf, option, stringsOf, typeText } from '../sql/names.ts';
import { moved, renamed } from './evolve-rename.ts';
import { evolveTable } from './evolve-table.ts';
import { tableOf } from './evolve-create.ts';
import type { Transaction } from './found.ts';
import { outputNames } from './create.ts';
import { isTrue, parametersOf, settingsOf } from './routine.ts';
import { emptyRelation } from './relation.ts';
import type { State } from './state.ts';
import { usesNothing, usesOf, type Uses } from './uses.ts';

export function evolve(node: Ast, state: State, tx: Transaction, floor: number): void {
  const tag = Object.keys(node)[0] ?? '';
  effects[tag]?.(node[tag], state, tx, floor);
}

/** Does it leave another state behind, for longer than its transaction? */
export function changes(node: Ast): boolean {
  const tag = Object.keys(node)[0] ?? '';
  return effects[tag] !== undefined && node[tag].is_local !== true;
}

type Effect = (b: Ast, state: State, tx: Transaction, floor: number) => void;

const makeType =
  (kind: string, names: (b: Ast) => string[]): Effect =>
  (b, state) =>
    state.make(kind, names(b));

const rel = (state: State, b: Ast, kind: string): void => {
  const r = emptyRelation(state.resolve(namesOf(b)), kind, false, true);
  r.rowSecurity = false;
  state.put(r);
};

const effects: Record<string, Effect> = {
  CreateStmt: (b, state) => {
    if (b.if_not_exists === true && (state.find(namesOf(b.relation)) !== undefined || !state.hasCatalog)) return;
    state.put(tableOf(b, state));
  },
  CreateForeignTableStmt: (b, state) => rel(state, b.base.relation, 'foreign table'),
  CreateTableAsStmt: (b, state) => rel(state, b.into.rel, b.objtype === 'OBJECT_MATVIEW' ? 'materialized view' : 'table'),
  SelectStmt: (b, state) => {
    if (b.intoClause !== undefined) rel(state, b.intoClause.rel, 'table');
    const call = b.targetList?.[0]?.ResTarget?.val?.FuncCall;
    if (call !== undefined && stringsOf(call.funcname).at(-1) === 'set_config' && call.args?.[0]?.A_Const?.sval?.sval === 'search_path')
      setPath(state, [call.args?.[1]?.A_Const?.sval?.sval ?? '']);
  },
  ViewStmt: (b, state) => {
    const existing = state.find(namesOf(b.view));
    const view = emptyRelation(state.resolve(namesOf(b.view)), 'view', true, existing === undefined ? b.replace !== true || state.hasCatalog : existing.made);
    view.outputs = outputNames(b.query, b.aliases)?.map((name) => ({ name }));
    for (const o of (b.options ?? []) as Ast[]) view.options.set(o.DefElem.defname, stringsOf(o.DefElem.arg)[0] ?? 'true');
    state.put(view);
    state.redefine('view', view.names, usesOf(undefined, b.query));
  },
  CreateSeqStmt: (b, state) => {
    if (state.find(namesOf(b.sequence)) === undefined) rel(state, b.sequence, 'sequence');
  },
  IndexStmt: (b, state) => {
    const table = state.relation(namesOf(b.relation));
    const columns = ((b.indexParams ?? []) as Ast[]).map((p) => (p.IndexElem.name as string | undefined) ?? null);
    const name = (b.idxname as string | undefined) ?? [table.names.at(-1)!, ...columns.map((c) => c ?? 'expr'), 'idx'].join('_');
    if (b.idxname === undefined || table.partitioned === true) state.unnamed = true;
    if (!table.indexes.has(name))
      table.indexes.set(name, {
        names: [...table.names.slice(0, -1), name],
        table: JSON.stringify(table.names),
        unique: b.unique === true,
        columns,
        partial: b.whereClause !== undefined,
        valid: true,
        // without a catalog, it may have been there
        made: b.if_not_exists !== true || state.hasCatalog,
      });
  },
  AlterTableStmt: (b, state) => evolveTable(b, state),
  CreatePolicyStmt: (b, state) => void state.relation(namesOf(b.table)).policies.set(b.policy_name, b.permissive === true),
  CreateFunctionStmt: (b, state) => {
    const p = parametersOf(b);
    const names = stringsOf(b.funcname);
    const full = names.length === 1 ? [state.searchPath[0] ?? 'public', names[0]!] : names;
    const existing = b.replace === true ? state.routines(full).find((r) => r.args.length === p.types.length) : undefined;
    const volatility = String(option(b.options, 'volatility')?.String?.sval ?? 'volatile').toUpperCase();
    if (existing?.key !== undefined) state.redefineRoutine(existing.key, usesOf(undefined, b.sql_body ?? {}, b.parameters ?? [], b.returnType ?? {}));
    state.putRoutine({
      names: full,
      args: existing?.args ?? p.types,
      key: existing?.key,
      made: existing === undefined ? b.replace !== true || state.hasCatalog : existing.made,
      volatility: volatility === 'IMMUTABLE' || volatility === 'STABLE' ? volatility : 'VOLATILE',
      strict: isTrue(option(b.options, 'strict')),
      securityDefiner: isTrue(option(b.options, 'security')),
      settings: settingsOf(b.options),
      result: existing?.result,
      argumentNames: p.names,
      defaults: p.defaults,
    });
  },
  AlterPolicyStmt: (b, state) => {
    const table = state.relation(namesOf(b.table));
    const said = state.object('policy', [...table.names, b.policy_name])?.attrs;
    // what is not said again stays as it was
    const whole = (b.qual !== undefined || said?.['using'] == null) && (b.with_check !== undefined || said?.['check'] == null);
    if (whole) state.redefine('policy', [...table.names, b.policy_name], usesOf(table.names, b.qual ?? {}, b.with_check ?? {}));
  },
  CreateTrigStmt: (b, state) => {
    if (b.replace !== true) return;
    state.redefine('trigger', [...state.relation(namesOf(b.relation)).names, b.trigname], triggerUses(b));
  },
  RuleStmt: (b, state) => {
    if (b.replace === true) {
      const on = state.relation(namesOf(b.relation)).names;
      state.redefine('rule', [...on, b.rulename], usesOf(on, b.whereClause ?? {}, b.actions ?? []));
    }
  },
  AlterSeqStmt: (b, state) => {
    if (option(b.options, 'owned_by') !== undefined) state.redefine('sequence', state.relation(namesOf(b.sequence)).names, usesNothing);
  },
  CreateEnumStmt: makeType('enum', (b) => stringsOf(b.typeName)),
  CreateRangeStmt: makeType('range', (b) => stringsOf(b.typeName)),
  CompositeTypeStmt: makeType('composite', (b) => namesOf(b.typevar)),
  CreateDomainStmt: (b, state) => {
    const names = stringsOf(b.domainname);
    const constraints = ((b.constraints ?? []) as Ast[]).map((c) => c.Constraint);
    state.make('domain', names);
    state.putDomain(names.length === 1 ? [state.searchPath[0] ?? 'public', ...names] : names, {
      type: typeText(b.typeName),
      notNull: constraints.some((c) => c.contype === 'CONSTR_NOTNULL'),
      constraints: new Map(constraints.filter((c) => c.contype === 'CONSTR_CHECK').map((c, n) => [(c.conname as string | undefined) ?? `check${n}`, true])),
    });
  },
  AlterDomainStmt: (b, state) => {
    const domain = state.domain(stringsOf(b.typeName));
    if (domain === undefined) return;
    if (b.subtype === 'O' || b.subtype === 'AD_SetNotNull') domain.notNull = true;
    if (b.subtype === 'N' || b.subtype === 'AD_DropNotNull') domain.notNull = false;
    if (b.subtype === 'C' || b.subtype === 'AD_AddConstraint')
      domain.constraints.set(b.def?.Constraint?.conname ?? 'check', b.def?.Constraint?.skip_validation !== true);
    if (b.subtype === 'X' || b.subtype === 'AD_DropConstraint') {
      domain.constraints.delete(b.name);
      state.forget('domain constraint', [...state.resolve(stringsOf(b.typeName), 'type'), b.name]);
    }
  },
  AlterEnumStmt: (b, state, tx, floor) => {
    if (b.oldVal !== undefined || !tx.block) return;
    if (floor >= 17 && state.made('enum', stringsOf(b.typeName))) return;
    tx.labels.add(b.newVal);
  },
  DefineStmt: (b, state) => state.make(kindOf(b.kind), stringsOf(b.defnames)),
  CreateSchemaStmt: (b, state, tx, floor) => {
    state.make('schema', [b.schemaname ?? b.authrole?.rolename ?? '']);
    if (b.schemaElts !== undefined) state.blind = true;
    for (const element of (b.schemaElts ?? []) as Ast[]) evolve(element, state, tx, floor);
  },
  CreateExtensionStmt: (b, state) => state.make('extension', [b.extname]),
  DropStmt: (b, state) => {
    for (const node of b.objects as Ast[]) {
      const names = stringsOf(node);
      if (b.removeType === 'OBJECT_POLICY') {
        state.relation(names.slice(0, -1)).policies.delete(names.at(-1)!);
        state.forget('policy', names);
      } else if (b.removeType === 'OBJECT_INDEX') {
        const index = state.index(names);
        if (index !== undefined) {
          state.relation(JSON.parse(index.table) as string[]).indexes.delete(index.names.at(-1)!);
          state.forget('index', index.names);
        }
      } else if (['OBJECT_TABLE', 'OBJECT_VIEW', 'OBJECT_MATVIEW', 'OBJECT_SEQUENCE', 'OBJECT_FOREIGN_TABLE'].includes(b.removeType)) state.remove(names);
      else state.forget(kindOf(b.removeType), names);
    }
  },
  RenameStmt: renamed,
  AlterObjectSchemaStmt: moved,
  VariableSetStmt: (b, state, tx) => {
    if (b.name === 'timezone')
      state.utc = b.kind === 'VAR_SET_VALUE' && b.is_local !== true && /^(etc\/)?(utc|gmt)$/i.test(b.args?.[0]?.A_Const?.sval?.sval ?? '');
    if (b.name !== 'search_path' || (b.is_local === true && !tx.block)) return;
    if (b.is_local === true) tx.path ??= state.searchPath;
    if (b.kind === 'VAR_SET_VALUE')
      setPath(
        state,
        ((b.args ?? []) as Ast[]).map((a) => a.A_Const?.sval?.sval as string).filter((s) => s !== undefined),
      );
    else state.searchPath = ['public'];
  },
};

/** Its condition, its UPDATE OF columns and its function. */
function triggerUses(b: Ast): Uses {
  const condition = usesOf(namesOf(b.relation), b.whenClause ?? {});
  const columns = stringsOf(b.columns ?? []);
  return (kind, names) => {
    if (kind === 'function') return stringsOf(b.funcname).at(-1) === names.at(-1);
    return (kind === 'table column' && columns.includes(names.at(-1)!)) || kind === 'table' || condition(kind, names);
  };
}

function setPath(state: State, schemas: readonly string[]): void {
  const path = schemas.flatMap((s) => s.split(',').map((one) => one.trim().replaceAll('"', ''))).filter((s) => s !== '' && s !== '$user' && s !== 'pg_temp');
  state.searchPath = path.length === 0 ? ['pg_catalog'] : path;
}
