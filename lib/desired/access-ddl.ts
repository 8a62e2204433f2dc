// Who may do what with a table: row security, policies, grants, owner.
import { address } from '../catalog/address.ts';
import { ident, literal, qualified } from '../sql/quote.ts';
import { checkName } from './names.ts';
import { RANK } from './order.ts';
import { below } from './placed.ts';
import { emit, marker, type Sink } from './sink.ts';
import { requireColumn, type Table } from './table.ts';

/** Names that are no roles but words. */
const WORDS = new Set(['public', 'current_user', 'current_role', 'session_user']);

export function emitAccess(to: Sink, table: Table): readonly string[] {
  const { document } = table;
  const target = qualified([table.schema, table.name]);
  const roles: string[] = [];
  const role = (name: string): string => {
    if (WORDS.has(name.toLowerCase())) return name.toUpperCase();
    roles.push(name);
    return ident(name);
  };
  if (document.owner !== undefined)
    emit(to, table, {
      rank: RANK.grant + 5,
      sql: `ALTER TABLE ${target} OWNER TO ${role(document.owner)}`,
      path: ['owner'],
    });
  if (document.rowSecurity === true || document.rowSecurity === 'force')
    emit(to, table, {
      rank: RANK.alter,
      sql: `ALTER TABLE ${target} ENABLE ROW LEVEL SECURITY`,
      path: ['rowSecurity'],
    });
  if (document.rowSecurity === 'force') emit(to, table, { rank: RANK.alter, sql: `ALTER TABLE ${target} FORCE ROW LEVEL SECURITY`, path: ['rowSecurity'] });
  for (const [n, policy] of (document.policies ?? []).entries()) {
    const path = ['policies', n];
    checkName(policy.name, 'policy name', below(table.source, ...path, 'name'));
    to.claim(
      `policy of ${table.schema}.${table.name}`,
      policy.name,
      `policy ${table.schema}.${table.name}.${policy.name}`,
      below(table.source, ...path),
      'give one of them another name',
    );
    const words = [
      `CREATE POLICY ${ident(policy.name)} ON ${target}`,
      ...(policy.permissive === false ? ['AS RESTRICTIVE'] : []),
      ...(policy.command === undefined || policy.command === 'all' ? [] : [`FOR ${policy.command.toUpperCase()}`]),
      ...(policy.to === undefined ? [] : [`TO ${policy.to.map(role).join(', ')}`]),
      ...(policy.using === undefined ? [] : [`USING (${policy.using})`]),
      ...(policy.withCheck === undefined ? [] : [`WITH CHECK (${policy.withCheck})`]),
    ];
    emit(to, table, { rank: RANK.policy, sql: words.join(' '), path, parse: true });
    const at = address('policy', [table.schema, table.name, policy.name]);
    if (policy.renamedFrom !== undefined) marker(to, table, at, address('policy', [table.schema, table.name, policy.renamedFrom]));
    if (policy.comment !== undefined)
      emit(to, table, {
        rank: RANK.comment,
        sql: `COMMENT ON POLICY ${ident(policy.name)} ON ${target} IS ${literal(policy.comment).trim()}`,
        path: [...path, 'comment'],
      });
  }
  for (const [n, grant] of (document.grants ?? []).entries()) {
    const path = ['grants', n];
    for (const column of grant.columns ?? []) requireColumn(table, column, ...path);
    const on = grant.columns === undefined ? '' : ` (${grant.columns.map(ident).join(', ')})`;
    const privileges = grant.privileges === 'all' ? `ALL${on}` : (grant.privileges as readonly string[]).map((p) => `${p.toUpperCase()}${on}`).join(', ');
    emit(to, table, {
      rank: RANK.grant,
      sql: `GRANT ${privileges} ON TABLE ${target} TO ${role(grant.to)}${grant.withGrantOption === true ? ' WITH GRANT OPTION' : ''}`,
      path,
    });
  }
  return roles;
}
