// Owns procedures.
import { records, text } from './attributes/attr.ts';
import type { Kind } from './kind.ts';
import { redefine, routineAttrs, routineQuery, routineRename, routineSql, signature } from './routines/routine.ts';

export const procedure: Kind = {
  name: 'procedure',
  class: 'pg_proc',
  among: ['pg_proc p'],
  rank: 52,
  query: (server) => routineQuery(server, `'p'`),
  create: (o) => ({ sql: routineSql(o, 'CREATE', 'PROCEDURE') }),
  drop: (o) => ({ sql: `DROP PROCEDURE ${signature(o.at)}` }),
  together: [routineAttrs],
  alter: { [routineAttrs[0]!]: (d) => redefine(d, 'PROCEDURE') },
  rename: (from, to) => routineRename('PROCEDURE', from, to),
  replaceable: true,
  commentOn: (o) => `PROCEDURE ${signature(o.at)}`,
  ownerOn: (o) => `PROCEDURE ${signature(o.at)}`,
  grantOn: (o) => `PROCEDURE ${signature(o.at)}`,
  privileges: () => ['EXECUTE'],
  portable: ['language', 'securityDefiner', 'settings', 'body', 'comment'],
  needsServer: (o) =>
    text(o, 'sqlBody') !== undefined
      ? { major: 14, what: 'a body in standard SQL (BEGIN ATOMIC)' }
      : records(o, 'arguments').some((a) => a['mode'] === 'OUT')
        ? { major: 14, what: 'an OUT argument of a procedure' }
        : undefined,
};
