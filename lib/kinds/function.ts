// Owns functions, window functions among them.
import type { Kind } from './kind.ts';
import { text } from './attributes/attr.ts';
import { redefine, routineAttrs, routineQuery, routineRename, routineSql, signature } from './routines/routine.ts';

export const functionKind: Kind = {
  name: 'function',
  class: 'pg_proc',
  among: ['pg_proc f', 'pg_proc w'],
  rank: 50,
  query: (server) => routineQuery(server, `'f', 'w'`),
  create: (o) => ({ sql: routineSql(o, 'CREATE', 'FUNCTION') }),
  drop: (o) => ({ sql: `DROP FUNCTION ${signature(o.at)}` }),
  together: [routineAttrs],
  alter: { [routineAttrs[0]!]: (d) => redefine(d, 'FUNCTION') },
  rename: (from, to) => routineRename('FUNCTION', from, to),
  replaceable: true,
  commentOn: (o) => `FUNCTION ${signature(o.at)}`,
  ownerOn: (o) => `FUNCTION ${signature(o.at)}`,
  grantOn: (o) => `FUNCTION ${signature(o.at)}`,
  privileges: () => ['EXECUTE'],
  portable: ['language', 'volatility', 'parallel', 'leakproof', 'strict', 'securityDefiner', 'cost', 'rows', 'settings', 'body', 'comment'],
  needsServer: (o) => (text(o, 'sqlBody') === undefined ? undefined : { major: 14, what: 'a body in standard SQL (BEGIN ATOMIC, RETURN)' }),
};
