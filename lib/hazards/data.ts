// Recognises statements that read and write rows.
import { walk } from '../sql/engine.ts';
import { plainName } from '../sql/clause.ts';
import type { Ast } from '../sql/parse.ts';
import { namesOf, stringsOf } from '../sql/names.ts';
import { volatileBuiltins, steadyBuiltins } from './builtin.ts';
import { relationsRead } from './create.ts';
import { called, found, type Asked, type Found, type Recogniser } from './found.ts';
import type { Relation } from './relation.ts';
import { ofSetting } from './setting.ts';

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
