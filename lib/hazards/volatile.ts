// Owns what is known of an expression: whether it is computed once or for each row, and which columns it proves.
import { walk, type Ast } from '../sql/engine.ts';
import { stringsOf } from '../sql/names.ts';
import { steadyBuiltins, volatileBuiltins } from './builtin.ts';
import type { OperationId } from './found.ts';
import type { State } from './state.ts';

export type Volatility = 'constant' | 'stable' | 'steady function' | 'volatile' | 'random' | 'uuid' | 'nextval' | 'volatile function';

const order: readonly Volatility[] = ['constant', 'stable', 'steady function', 'volatile', 'random', 'uuid', 'nextval', 'volatile function'];

/** The most volatile thing in an expression. Functions that nobody knows count as volatile: that is what CREATE FUNCTION makes. */
export function volatilityOf(expression: Ast, state: State): Volatility {
  let worst: Volatility = 'constant';
  const meet = (v: Volatility): void => {
    if (order.indexOf(v) > order.indexOf(worst)) worst = v;
  };
  walk(expression, (b) => {
    if (b.SQLValueFunction !== undefined) meet('stable');
    if (b.FuncCall !== undefined) meet(ofFunction(stringsOf(b.FuncCall.funcname), state));
  });
  return worst;
}

function ofFunction(names: readonly string[], state: State): Volatility {
  const name = names.at(-1)!;
  const own = state.routines(names);
  if (own.length > 0 && names[0] !== 'pg_catalog') return own.some((r) => r.volatility === 'VOLATILE') ? 'volatile function' : 'steady function';
  if (names.length === 1 || names[0] === 'pg_catalog') {
    if (name === 'nextval') return 'nextval';
    if (name === 'random' || name === 'random_normal') return 'random';
    if (name === 'gen_random_uuid' || name === 'uuidv4' || name === 'uuidv7') return 'uuid';
    if (volatileBuiltins.has(name)) return 'volatile';
    if (steadyBuiltins.has(name)) return 'stable';
  }
  return 'volatile function';
}

export const addColumnDefault: Record<Volatility, OperationId> = {
  constant: 'add-column-default-const',
  stable: 'add-column-default-stable',
  'steady function': 'add-column-default-immutable-udf',
  volatile: 'add-column-default-volatile',
  random: 'add-column-default-random',
  uuid: 'add-column-default-uuid',
  nextval: 'add-column-default-nextval',
  'volatile function': 'add-column-default-volatile-udf',
};

export function isVolatile(v: Volatility): boolean {
  return order.indexOf(v) >= order.indexOf('volatile');
}

/** No default at all, or `DEFAULT NULL`, which is the same. */
export function isNull(expression: Ast): boolean {
  return expression === undefined || expression.A_Const?.isnull === true || (expression.TypeCast !== undefined && isNull(expression.TypeCast.arg));
}

/** A default that gives a value. */
export function given(expression: Ast): Ast | undefined {
  return isNull(expression) ? undefined : expression;
}

/** Columns that hold no NULL where the expression is true: `x IS NOT NULL`, alone or as a member of AND. */
export function provenColumns(expression: Ast): string[] {
  if (expression?.NullTest?.nulltesttype === 'IS_NOT_NULL') {
    const fields = stringsOf(expression.NullTest.arg?.ColumnRef?.fields);
    return fields.length === 1 ? fields : [];
  }
  if (expression?.BoolExpr?.boolop === 'AND_EXPR') return (expression.BoolExpr.args as Ast[]).flatMap(provenColumns);
  return [];
}

/** Columns an expression names. */
export function columnsIn(expression: Ast): string[] {
  const names = new Set<string>();
  walk(expression, (b) => {
    if (b.ColumnRef === undefined) return;
    const fields = stringsOf(b.ColumnRef.fields);
    if (fields.length > 0) names.add(fields.at(-1)!);
  });
  return [...names];
}
