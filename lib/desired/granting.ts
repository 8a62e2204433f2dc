// Owns GRANT and REVOKE that another role than the owner says: GRANTED BY in definitions, SET SESSION AUTHORIZATION around it in dumps.
import { TidemarkError } from '../errors.ts';
import { asRole, runnable } from '../sql/as-role.ts';
import type { Ast, Statement } from '../sql/parse.ts';
import type { Thing } from './order.ts';

/** The role that a dump's next statements run as, after this one: undefined when it says nothing of that. Quoted, it names an owner. */
export function takesRole({ tag, node, sql }: Statement): { readonly role: string | undefined } | undefined {
  if (tag !== 'VariableSetStmt' || node.VariableSetStmt.name !== 'session_authorization') return undefined;
  const role = node.VariableSetStmt.args?.[0]?.A_Const?.sval?.sval as string | undefined;
  return { role: sql.includes("'") ? undefined : role };
}

/** As servers run it; undefined where it is the owner who says it. Throws SQL_NOT_DECLARATIVE. */
export function asGrantor({ tag, node, sql, line }: Statement, acting: string | undefined, file: string): string | undefined {
  if (tag !== 'GrantStmt') return undefined;
  if (node.GrantStmt.grantor === undefined) return acting === undefined ? undefined : asRole(acting, sql);
  const run = runnable(sql);
  if (run !== undefined) return run;
  throw new TidemarkError('SQL_NOT_DECLARATIVE', 'GRANTED BY cannot be read here', { at: { file, line }, next: 'write it last, as GRANTED BY role' });
}

/** Whoever grants as another role does so after that role was granted what it passes on. */
export function grantedFirst({ tag, node }: Statement, acting: string | undefined): { readonly makes: readonly Thing[]; readonly needs: readonly Thing[] } {
  if (tag !== 'GrantStmt') return { makes: [], needs: [] };
  const granted = (role: string): Thing => ({ as: 'other', names: [`granted to ${role}`] });
  const to = ((node.GrantStmt.grantees ?? []) as Ast[]).map((g) => (g.RoleSpec.rolename ?? 'PUBLIC') as string);
  const by = (node.GrantStmt.grantor?.RoleSpec?.rolename ?? node.GrantStmt.grantor?.rolename ?? acting) as string | undefined;
  return {
    makes: node.GrantStmt.is_grant === true ? to.filter((r) => r !== by).map(granted) : [],
    needs: by === undefined ? [] : [granted(by), granted('PUBLIC')],
  };
}
