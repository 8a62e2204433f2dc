// Recognises CREATE of what hangs on relations: tables, views, indexes, triggers, policies, rules.
import { plainName } from '../sql/clause.ts';
import { walk } from '../sql/engine.ts';
import type { Ast } from '../sql/parse.ts';
import { namesOf, option, stringsOf } from '../sql/names.ts';
import { called, found, type Asked, type Found, type Recogniser } from './found.ts';
import { createPartition } from './partition.ts';
import { emptyRelation, type Relation } from './relation.ts';

/** The relations a tree names, without those this script makes. */
export function relationsRead(tree: Ast, { state }: Asked): Relation[] {
  const names = new Map<string, readonly string[]>();
  const local = new Set<string>();
  walk(tree, (b) => {
    if (typeof b.ctename === 'string') local.add(b.ctename);
    if (b.RangeVar !== undefined) names.set(JSON.stringify(namesOf(b.RangeVar)), namesOf(b.RangeVar));
  });
  return [...names.values()].filter((n) => !(n.length === 1 && local.has(n[0]!))).map((n) => state.relation(n));
}

export const createTable: Recogniser = (body, asked) => {
  const names = namesOf(body.relation);
  const temporary = body.relation.relpersistence === 't';
  const { state } = asked;
  const existing = state.find(names);
  const table = emptyRelation(state.resolve(names), 'table', true, true);
  if (body.if_not_exists === true && !temporary) {
    if (existing !== undefined ? !existing.made : !state.hasCatalog)
      return [found('create-table-if-not-exists', called(table), { fresh: false, slots: { table: plainName(names) } })];
    if (existing === undefined) return [found('create-table-if-not-exists-new', called(table)), ...inline(body, table, asked)];
  }
  return [...(body.partbound === undefined ? [found('create-table', called(table))] : createPartition(body, table, asked)), ...inline(body, table, asked)];
};

/** Foreign keys and parents that a CREATE TABLE names. */
function inline(body: Ast, table: Relation, asked: Asked): Found[] {
  const out: Found[] = [];
  const constraints = ((body.tableElts ?? []) as Ast[]).flatMap((e) =>
    e.Constraint !== undefined ? [e.Constraint] : ((e.ColumnDef?.constraints ?? []) as Ast[]).map((c) => c.Constraint),
  );
  const referenced = constraints
    .filter((c) => c.contype === 'CONSTR_FOREIGN')
    .map((c) => asked.state.relation(namesOf(c.pktable)))
    .filter((r) => !r.made && r.names.join('.') !== table.names.join('.'));
  if (referenced.length > 0) out.push(found('create-table-fk-inline', called(table), { fresh: true, others: referenced }));
  if (body.partbound === undefined)
    for (const p of (body.inhRelations ?? []) as Ast[])
      out.push(found('create-table-inherits', called(table), { target: asked.state.relation(namesOf(p.RangeVar)) }));
  return out;
}

export const createTableAs: Recogniser = (body, asked) => {
  const names = namesOf(body.into.rel);
  const view = body.objtype === 'OBJECT_MATVIEW';
  return [
    found(view ? 'create-matview' : 'create-table-as', `${view ? 'materialized view' : 'table'} ${plainName(asked.state.resolve(names))}`, {
      fresh: !view,
      others: relationsRead(body.query, asked),
      ...(body.into.skipData === true ? { minus: ['PERF_IO'] as const } : {}),
    }),
  ];
};

/** Output column names of a SELECT, as far as they can be read off; undefined when a star or an expression hides them. */
export function outputNames(query: Ast, aliases: Ast[] | undefined): string[] | undefined {
  let select = query?.SelectStmt;
  while (select?.larg !== undefined) select = select.larg;
  const targets = (select?.targetList ?? []) as Ast[];
  const names = targets.map((t) => {
    const r = t.ResTarget;
    if (r.name !== undefined) return r.name as string;
    if (r.val.ColumnRef !== undefined)
      return r.val.ColumnRef.fields.some((f: Ast) => f.A_Star !== undefined) ? undefined : stringsOf(r.val.ColumnRef.fields).at(-1);
    if (r.val.FuncCall !== undefined) return stringsOf(r.val.FuncCall.funcname).at(-1);
    if (r.val.TypeCast?.arg?.ColumnRef !== undefined) return stringsOf(r.val.TypeCast.arg.ColumnRef.fields).at(-1);
    return undefined;
  });
  const given = stringsOf(aliases ?? []);
  const all = names.map((n, at) => given[at] ?? n);
  return all.length === 0 || all.some((n) => n === undefined) ? (given.length > 0 && given.length === all.length ? given : undefined) : (all as string[]);
}

const guards = ['security_invoker', 'security_barrier', 'check_option'];
const isOff = (value: string): boolean => ['false', 'off', '0', 'no'].includes(value.toLowerCase());

export const createView: Recogniser = (body, asked) => {
  const names = namesOf(body.view);
  const existing = asked.state.find(names);
  const read = relationsRead(body.query, asked);
  const object = `view ${plainName(asked.state.resolve(names))}`;
  const slots = { name: plainName(names) };
  if (body.replace !== true || body.view.relpersistence === 't') return [found('create-view', object, { others: read, slots })];
  if (existing === undefined)
    return [
      asked.state.hasCatalog
        ? found('create-view', object, { others: read, slots })
        : found('create-or-replace-view-unknown', object, { target: emptyRelation(asked.state.resolve(names), 'view', false, false), others: read, slots }),
    ];
  const d = { target: existing, others: read, slots };
  const stated = new Set([
    ...((body.options ?? []) as Ast[]).map((o) => o.DefElem.defname as string),
    ...(body.withCheckOption !== undefined && body.withCheckOption !== 'NO_CHECK_OPTION' ? ['check_option'] : []),
  ]);
  const lost = [...existing.options].filter(([o, value]) => guards.includes(o) && !isOff(value) && !stated.has(o));
  if (lost.length > 0) {
    const list = lost.map(([o, v]) => `${o}=${v}`).join(', ');
    return [found('replace-view-loses-options', object, { ...d, slots: { ...slots, options: list, because: `${list} is not said again and is lost` } })];
  }
  const [before, after] = [existing.outputs?.map((o) => o.name), outputNames(body.query, body.aliases)];
  if (before !== undefined && after !== undefined) {
    if (before.some((n, at) => after[at] !== n)) return [found('create-or-replace-view-drop-col', object, { ...d, slots: { ...slots, sqlstate: '42P16' } })];
    return [found(after.length > before.length ? 'create-or-replace-view-append' : 'create-or-replace-view-filter', object, d)];
  }
  return [found('create-or-replace-view-filter', object, d)];
};

export const createIndex: Recogniser = (body, asked) => {
  const { state } = asked;
  const rel = state.relation(namesOf(body.relation));
  const keys = ((body.indexParams ?? []) as Ast[]).map((p) => p.IndexElem.name as string | undefined);
  const name = (body.idxname as string | undefined) ?? [rel.names.at(-1)!, ...keys.map((k) => k ?? 'expr'), 'idx'].join('_');
  const object = `index ${plainName([name])}`;
  const only = body.relation.inh !== true;
  const concurrently = asked.sql.replace(/^(create\s+(?:unique\s+)?index)(\s+concurrently)?/i, '$1 CONCURRENTLY');
  const slots = {
    name: plainName([name]),
    columns: keys.map((k) => (k === undefined ? '...' : plainName([k]))).join(', '),
    concurrently,
    because: undefined as string | undefined,
  };
  const d = { target: rel, slots, others: rel.partitioned === true && !only ? state.children(rel.names) : [] };
  const exists = body.if_not_exists === true && body.idxname !== undefined ? state.index([...rel.names.slice(0, -1), body.idxname]) : undefined;
  if (exists !== undefined && !exists.made) return [found('create-index-if-not-exists', object, { ...d, fresh: false })];
  const note = body.if_not_exists === true && !rel.known ? (['CORRECT_SILENT_SKIP'] as const) : [];
  const unique = body.unique === true;
  if (body.concurrent === true) {
    if (rel.partitioned === true)
      return [
        found('create-index-concurrently-partitioned', object, {
          ...d,
          others: [],
          fresh: false,
          slots: { ...slots, because: 'a partitioned table takes no concurrent build', sqlstate: '0A000' },
        }),
      ];
    return [found(unique ? 'create-unique-index-concurrently' : 'create-index-concurrently', object, { ...d, note })];
  }
  if (rel.partitioned === true || only) {
    if (only && (rel.partitioned === true || !rel.known)) return [found('create-index-on-only-partitioned', object, { ...d, note })];
    if (rel.partitioned === true) return [found(unique ? 'create-index-partitioned-unique' : 'create-index-partitioned', object, { ...d, note })];
  }
  return [found(unique ? 'create-unique-index' : 'create-index', object, { ...d, note })];
};

export const createTrigger: Recogniser = (body, asked) => {
  const rel = asked.state.relation(namesOf(body.relation));
  const object = `trigger ${plainName([body.trigname])} on ${plainName(rel.names)}`;
  const there = asked.state.hasCatalog ? asked.state.object('trigger', [...rel.names, body.trigname]) !== undefined : true;
  const d = {
    target: rel,
    slots: { name: plainName([body.trigname]) },
    others: body.constrrel === undefined ? [] : [asked.state.relation(namesOf(body.constrrel))],
  };
  return [found(body.replace === true && there ? 'create-or-replace-trigger' : 'create-trigger', object, d)];
};

const roleText = (roles: Ast[] | undefined): string =>
  (roles ?? []).map((r) => (r.RoleSpec.roletype === 'ROLESPEC_PUBLIC' ? 'PUBLIC' : (r.RoleSpec.rolename ?? 'the current user'))).join(', ');

export const createPolicy: Recogniser = (body, asked) => {
  const rel = asked.state.relation(namesOf(body.table));
  const object = `policy ${plainName([body.policy_name])} on ${plainName(rel.names)}`;
  const d = { target: rel, slots: { name: plainName([body.policy_name]), role: roleText(body.roles) } };
  const inert = rel.rowSecurity === false;
  if (body.permissive === true) return [found('create-policy', object, { ...d, ...(inert ? { verdict: 'safe', minus: ['SEC_POLICY_WIDEN'] } : {}) })];
  return [found('create-policy-restrictive', object, { ...d, ...(inert ? { verdict: 'safe', minus: ['SEC_POLICY_CHANGE'] } : {}) })];
};

export const alterPolicy: Recogniser = (body, asked) => {
  const rel = asked.state.relation(namesOf(body.table));
  return [found('alter-policy', `policy ${plainName([body.policy_name])} on ${plainName(rel.names)}`, { target: rel })];
};

export const createRule: Recogniser = (body, asked) => {
  const rel = asked.state.relation(namesOf(body.relation));
  return [found('create-rule', `rule ${plainName([body.rulename])} on ${plainName(rel.names)}`, { target: rel })];
};

export const createStatistics: Recogniser = (body, asked) => {
  const from = (body.relations as Ast[] | undefined)?.[0]?.RangeVar;
  return [
    found('create-statistics', `statistics object ${plainName(stringsOf(body.defnames))}`, {
      target: from === undefined ? undefined : asked.state.relation(namesOf(from)),
    }),
  ];
};

export const refresh: Recogniser = (body, asked) => {
  const rel = asked.state.relation(namesOf(body.relation));
  if (rel.kind === 'unknown') rel.kind = 'materialized view';
  const whole = [...rel.indexes.values()].some((i) => i.unique && i.valid && !i.partial && i.columns?.every((c) => c !== null) !== false);
  if (body.concurrent === true && rel.known && !whole) {
    const because = 'no unique index on columns of it, without WHERE, is there';
    return [
      found('refresh-matview-concurrently', called(rel), {
        target: rel,
        fresh: false,
        plus: ['FAIL_CERTAIN'],
        slots: { name: plainName(rel.names), because, sqlstate: '55000' },
      }),
    ];
  }
  return [
    found(body.concurrent === true ? 'refresh-matview-concurrently' : 'refresh-matview', called(rel), { target: rel, slots: { name: plainName(rel.names) } }),
  ];
};

export const createSequence: Recogniser = (body, asked) => {
  const owner = stringsOf(option(body.options, 'owned_by'));
  return [
    found('create-sequence', `sequence ${plainName(namesOf(body.sequence))}`, {
      others: owner.length > 1 ? [asked.state.relation(owner.slice(0, -1))] : [],
      fresh: true,
    }),
  ];
};
