// Recognises statements that read and write rows, and those that only set something.
import { walk } from '../sql/engine.ts';
import { plainName } from '../sql/clause.ts';
import type { Ast } from '../sql/parse.ts';
import { namesOf, stringsOf } from '../sql/names.ts';
import { volatileBuiltins, steadyBuiltins } from './builtin.ts';
import { relationsRead } from './create.ts';
import { called, found, type Asked, type Found, type Recogniser } from './found.ts';
import type { Relation } from './relation.ts';

/** `WHERE true`, `WHERE 1 = 1` limit nothing. */
function limits(where: Ast): boolean {
  if (where === undefined) return false;
  if (where.A_Const !== undefined)
    return where.A_Const.boolval?.boolval !== true && !(where.A_Const.boolval !== undefined && where.A_Const.boolval.boolval === true);
  if (where.BoolExpr?.boolop === 'AND_EXPR') return (where.BoolExpr.args as Ast[]).some(limits);
  if (where.BoolExpr?.boolop === 'OR_EXPR') return (where.BoolExpr.args as Ast[]).every(limits);
  let column = false;
  walk(where, (b) => {
    if (b.ColumnRef !== undefined || b.SubLink !== undefined || b.CurrentOfExpr !== undefined || b.ParamRef !== undefined || b.cursor_name !== undefined)
      column = true;
  });
  return column;
}

function cascading(rel: Relation, { state }: Asked): Relation[] {
  return state
    .referencing(rel.names)
    .filter((r) => r.constraint.onDelete === 'cascade' || r.constraint.onDelete === 'set null' || r.constraint.onDelete === 'set default')
    .map((r) => r.relation);
}

export const update: Recogniser = (body, asked) => {
  const rel = asked.state.relation(namesOf(body.relation));
  const joined = ((body.fromClause ?? []) as Ast[]).length > 0 && body.whereClause !== undefined;
  return [
    ...inCtes(body, asked),
    limits(body.whereClause) || joined ? found('delete-where', called(rel), { target: rel }) : found('update-no-where', called(rel), { target: rel }),
  ];
};

export const remove: Recogniser = (body, asked) => {
  const rel = asked.state.relation(namesOf(body.relation));
  const others = cascading(rel, asked);
  const out = inCtes(body, asked);
  if (others.length > 0) out.push(found('delete-cascade-fk', called(rel), { target: rel, others }));
  if (!limits(body.whereClause)) out.push(found('delete-no-where', called(rel), { target: rel }));
  else if (others.length === 0) out.push(found('delete-where', called(rel), { target: rel }));
  return out;
};

export const insert: Recogniser = (body, asked) => {
  const rel = asked.state.relation(namesOf(body.relation));
  return [...inCtes(body, asked), found('copy-to-table', called(rel), { target: rel })];
};

export const merge: Recogniser = (body, asked) => {
  const rel = asked.state.relation(namesOf(body.relation));
  const whens = ((body.mergeWhenClauses ?? []) as Ast[]).map((w) => w.MergeWhenClause);
  const touchesAll =
    whens.some((w) => w.matchKind === 'MERGE_WHEN_NOT_MATCHED_BY_SOURCE' && w.commandType !== 'CMD_NOTHING' && w.condition === undefined) ||
    (!limits(body.joinCondition) && whens.some((w) => w.commandType === 'CMD_UPDATE' || w.commandType === 'CMD_DELETE'));
  return [...inCtes(body, asked), found(touchesAll ? 'merge-no-where' : 'delete-where', called(rel), { target: rel })];
};

export const copy: Recogniser = (body, asked) => {
  if (body.is_program === true) return [found('execute', 'COPY ... PROGRAM', { slots: { because: 'it runs a program on the server' } })];
  if (body.relation === undefined || body.is_from !== true) return [found('query', 'COPY TO')];
  const rel = asked.state.relation(namesOf(body.relation));
  return [found('copy-to-table', called(rel), { target: rel })];
};

/** Statements in WITH write as well. */
function inCtes(body: Ast, asked: Asked): Found[] {
  return ((body.withClause?.ctes ?? []) as Ast[]).flatMap((c) => {
    const query = c.CommonTableExpr.ctequery;
    const tag = Object.keys(query ?? {})[0] ?? '';
    const one = ({ UpdateStmt: update, DeleteStmt: remove, InsertStmt: insert, MergeStmt: merge } as Record<string, Recogniser>)[tag];
    return one === undefined ? [] : one(query[tag], asked);
  });
}

/** Volatile builtins that a script may call without writing anything of the user's. */
const harmless = new Set([
  'random',
  'random_normal',
  'gen_random_uuid',
  'uuidv4',
  'uuidv7',
  'clock_timestamp',
  'timeofday',
  'currval',
  'lastval',
  'pg_sleep',
  'pg_sleep_for',
  'current_query',
  'nextval',
  'pg_advisory_lock',
  'pg_advisory_xact_lock',
  'pg_try_advisory_lock',
  'pg_try_advisory_xact_lock',
  'pg_advisory_unlock',
  'pg_advisory_unlock_all',
  'pg_blocking_pids',
  'pg_is_in_recovery',
  'pg_notify',
  'pg_total_relation_size',
  'pg_relation_size',
  'pg_table_size',
  'pg_indexes_size',
  'pg_database_size',
]);
const aggregates = new Set(
  'count sum avg min max array_agg string_agg json_agg jsonb_agg json_object_agg jsonb_object_agg bool_and bool_or every bit_and bit_or stddev variance row_number rank dense_rank lag lead first_value last_value nth_value ntile percentile_cont percentile_disc mode generate_series unnest jsonb_array_elements jsonb_array_elements_text json_array_elements json_array_elements_text jsonb_each jsonb_each_text json_each json_each_text jsonb_object_keys json_object_keys regexp_matches regexp_split_to_table string_to_table pg_get_keywords jsonb_to_recordset json_to_recordset jsonb_to_record json_to_record jsonb_populate_record jsonb_populate_recordset'.split(
    ' ',
  ),
);

export const select: Recogniser = (body, asked) => {
  const { state } = asked;
  const out = inCtes(body, asked);
  walk(body, (b) => {
    if (b.FuncCall === undefined) return;
    const names = stringsOf(b.FuncCall.funcname);
    const name = names.at(-1)!;
    const args = (b.FuncCall.args ?? []) as Ast[];
    const builtin = (names.length === 1 || names[0] === 'pg_catalog') && state.routines(names).length === 0;
    if (builtin && name === 'setval') {
      const text = args[0]?.A_Const?.sval?.sval ?? args[0]?.TypeCast?.arg?.A_Const?.sval?.sval;
      const named = typeof text === 'string' ? text.replaceAll('"', '').split('.') : undefined;
      const rel = named === undefined ? undefined : state.relation(named);
      let above = false;
      walk(args[1] ?? {}, (x) => {
        if (x.FuncCall !== undefined && stringsOf(x.FuncCall.funcname).at(-1) === 'max') above = true;
      });
      out.push(
        found('setval', `sequence ${text ?? ''}`, {
          fresh: rel?.made === true,
          slots: { name: text },
          ...(above ? { verdict: 'safe', minus: ['CORRECT_SEQ_RESET'] } : {}),
        }),
      );
    } else if (builtin && name === 'set_config') {
      const setting = args[0]?.A_Const?.sval?.sval as string | undefined;
      out.push(setting === undefined ? found('query-calling', 'set_config()') : ofSetting(setting, args[1]?.A_Const?.sval?.sval));
    } else if (
      builtin &&
      (harmless.has(name) ||
        aggregates.has(name) ||
        (steadyBuiltins.has(name) && !volatileBuiltins.has(name)) ||
        name.startsWith('pg_get_') ||
        name.startsWith('has_'))
    ) {
      // reads only
    } else if (!builtin && state.routines(names).every((r) => r.volatility !== 'VOLATILE')) {
      // declared stable or immutable
    } else out.push(found('query-calling', `function ${plainName(names)}`, { slots: { because: 'what the function does cannot be read from the call' } }));
  });
  if (body.intoClause !== undefined)
    out.push(found('create-table-as', `table ${plainName(namesOf(body.intoClause.rel))}`, { fresh: true, others: relationsRead(body, asked) }));
  return out.length > 0 ? out : [found('query', 'query')];
};

const timeouts =
  /timeout$|^(application_name|client_encoding|client_min_messages|datestyle|timezone|intervalstyle|bytea_output|standard_conforming_strings|escape_string_warning|xmloption|default_tablespace|work_mem|maintenance_work_mem|max_parallel_.*|quote_all_identifiers|extra_float_digits|synchronous_commit|seed|search_path_.*)$/i;
const changing =
  /^(row_security|allow_system_table_mods|zero_damaged_pages|ignore_\w+|fsync|full_page_writes|default_table_access_method|default_with_oids|check_function_bodies|default_transaction_.*|constraint_exclusion|default_toast_compression|transaction_.*)$/i;

function ofSetting(name: string, value?: string): Found {
  const setting = name.toLowerCase();
  const object = `setting ${setting}`;
  if (setting === 'session_replication_role')
    return found(value === undefined || /^(origin|local)$/i.test(value) ? 'session-setting' : 'set-session-replication-role', object);
  if (setting === 'search_path') return found('set-search-path', object);
  if (setting === 'lock_timeout' || setting === 'statement_timeout') return found('set-lock-timeout', object);
  if (setting === 'role' || setting === 'session_authorization') return found('session-role', object);
  if (timeouts.test(setting)) return found('session-setting', object);
  return found(changing.test(setting) ? 'session-constraints-off' : 'session-setting', object);
}

export const setting: Recogniser = (body) => {
  const first = (body.args as Ast[] | undefined)?.[0]?.A_Const;
  const value = (first?.sval?.sval ?? first?.ival?.ival) as string | number | undefined;
  const reset = body.kind === 'VAR_RESET' || body.kind === 'VAR_RESET_ALL' || body.kind === 'VAR_SET_DEFAULT';
  if (reset && body.name !== 'search_path') return [found('session-setting', `setting ${String(body.name ?? 'ALL')}`)];
  return [ofSetting(String(body.name ?? ''), value === undefined ? undefined : String(value))];
};

const lockNames = [
  '',
  'ACCESS SHARE',
  'ROW SHARE',
  'ROW EXCLUSIVE',
  'SHARE UPDATE EXCLUSIVE',
  'SHARE',
  'SHARE ROW EXCLUSIVE',
  'EXCLUSIVE',
  'ACCESS EXCLUSIVE',
] as const;

export const lockTable: Recogniser = (body, asked) => {
  const mode = lockNames[(body.mode as number | undefined) ?? 8] || 'ACCESS EXCLUSIVE';
  const mild = ['ACCESS SHARE', 'ROW SHARE', 'ROW EXCLUSIVE', 'SHARE UPDATE EXCLUSIVE'].includes(mode);
  return (body.relations as Ast[]).map((r) => {
    const rel = asked.state.relation(namesOf(r.RangeVar));
    return found('lock-table', called(rel), { target: rel, lock: mode, ...(mild ? { verdict: 'safe', minus: ['LOCK_LONG'] } : {}) });
  });
};

export const vacuum: Recogniser = (body, asked) => {
  const options = ((body.options ?? []) as Ast[]).map((o) => o.DefElem);
  const on = (name: string): boolean =>
    options.some(
      (o) =>
        o.defname === name &&
        (o.arg === undefined || (o.arg.Boolean?.boolval ?? o.arg.Integer?.ival ?? (o.arg.String?.sval !== 'false' && o.arg.String?.sval !== 'off')) !== false),
    );
  const rels = ((body.rels ?? []) as Ast[]).map((r) => asked.state.relation(namesOf(r.VacuumRelation.relation)));
  const op = body.is_vacuumcmd !== true ? 'analyze' : on('full') ? 'vacuum-full' : 'vacuum';
  return rels.length === 0 ? [found(op, 'every table')] : rels.map((rel) => found(op, called(rel), { target: rel }));
};

export const cluster: Recogniser = (body, asked) => {
  const rel = body.relation === undefined ? undefined : asked.state.relation(namesOf(body.relation));
  return [
    found('cluster', rel === undefined ? 'every clustered table' : called(rel), { target: rel, ...(rel === undefined ? { plus: ['TX_FORBIDDEN'] } : {}) }),
  ];
};

export const reindex: Recogniser = (body, asked) => {
  const concurrent = ((body.params ?? []) as Ast[]).some((p) => p.DefElem.defname === 'concurrently' && p.DefElem.arg?.Boolean?.boolval !== false);
  const many = body.relation === undefined;
  const what = many ? `schema or database ${String(body.name ?? '')}`.trim() : plainName(namesOf(body.relation));
  const concurrently = asked.sql.replace(/\b(index|table|schema|database|system)\b/i, '$1 CONCURRENTLY');
  const isIndex = body.kind === 'REINDEX_OBJECT_INDEX';
  const index = isIndex ? asked.state.index(namesOf(body.relation)) : undefined;
  const rel = many
    ? undefined
    : isIndex
      ? index === undefined
        ? undefined
        : asked.state.relation(JSON.parse(index.table) as string[])
      : asked.state.relation(namesOf(body.relation));
  const d = { target: rel, slots: { concurrently } };
  return [found(concurrent ? 'reindex-index-concurrently' : many ? 'reindex-system' : 'reindex-index', isIndex ? `index ${what}` : what, d)];
};

export const sequence: Recogniser = (body, asked) => {
  const rel = asked.state.relation(namesOf(body.sequence));
  if (rel.kind === 'unknown') rel.kind = 'sequence';
  const d = { target: rel, slots: { name: plainName(rel.names) } };
  const sizes: Record<string, number> = { int2: 2, smallint: 2, int4: 4, integer: 4, int8: 8, bigint: 8 };
  const out: Found[] = [];
  for (const o of (body.options ?? []) as Ast[]) {
    const { defname, arg } = o.DefElem;
    if (defname === 'restart') out.push(found('alter-sequence-restart', called(rel), d));
    else if (defname === 'cycle' && arg?.Boolean?.boolval === true) out.push(found('alter-sequence-cycle', called(rel), d));
    else if (defname === 'owned_by') {
      const names = stringsOf(arg);
      out.push(found('alter-sequence-owned-by', called(rel), { ...d, others: names.length > 1 ? [asked.state.relation(names.slice(0, -1))] : [] }));
    } else if (defname === 'as') {
      const to = sizes[stringsOf(arg?.TypeName?.names).at(-1) ?? ''] ?? 8;
      const from = sizes[rel.sequenceType ?? ''];
      const narrower = from === undefined ? to < 8 : to < from;
      out.push(found(narrower ? 'alter-sequence-type' : 'alter-sequence-increment', called(rel), d));
    }
  }
  return out.length > 0 ? out : [found('alter-sequence-increment', called(rel), d)];
};
