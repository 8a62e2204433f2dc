// Owns the operators and functions of operator classes and families. A member that its class cannot do without is the class's;
// every other one is the family's.
import type { CatalogObject } from '../kind.ts';
import { list } from '../attributes/attr.ts';

/** json array of clauses, alias of the owner's oid given; `of` is the catalog whose objects own the members. */
export function membersSql(of: 'pg_opclass' | 'pg_opfamily', family: string, owner: string): string {
  const mine = (catalog: string, oid: string): string => {
    const hard = `exists (select from pg_depend d where d.classid = '${catalog}'::regclass and d.objid = ${oid} and d.refclassid = 'pg_opclass'::regclass and d.deptype = 'i'`;
    return of === 'pg_opclass' ? `${hard} and d.refobjid = ${owner})` : `not ${hard})`;
  };
  return `(select json_agg(m.clause order by m.what, m.number, m.clause) from (
    select 0 as what, p.amopstrategy as number, 'OPERATOR ' || p.amopstrategy || ' ' || quote_ident(on_.nspname) || '.' || o.oprname || ' (' || format_type(p.amoplefttype, null) || ', ' || format_type(p.amoprighttype, null) || ')'
      || coalesce(' FOR ORDER BY ' || (select quote_ident(sn.nspname) || '.' || quote_ident(s.opfname) from pg_opfamily s join pg_namespace sn on sn.oid = s.opfnamespace where s.oid = p.amopsortfamily), '') as clause
    from pg_amop p join pg_operator o on o.oid = p.amopopr join pg_namespace on_ on on_.oid = o.oprnamespace where p.amopfamily = ${family} and ${mine('pg_amop', 'p.oid')}
    union all
    select 1, p.amprocnum, 'FUNCTION ' || p.amprocnum || ' (' || format_type(p.amproclefttype, null) || ', ' || format_type(p.amprocrighttype, null) || ') ' || p.amproc::oid::regprocedure::text
    from pg_amproc p where p.amprocfamily = ${family} and ${mine('pg_amproc', 'p.oid')}) m)`;
}

export function members(o: CatalogObject): readonly string[] {
  return list(o, 'members');
}

/** `FUNCTION 1 (integer, integer) f(…)` as DROP names it: `FUNCTION 1 (integer, integer)`. */
export function memberName(clause: string): string {
  if (clause.startsWith('FUNCTION ')) return /^FUNCTION \d+ \((?:[^()"]|"(?:[^"]|"")*"|\([^()]*\))*\)/.exec(clause)![0];
  const [, number] = /^OPERATOR (\d+) /.exec(clause)!;
  const operands = /\((?:[^()"]|"(?:[^"]|"")*")*\)(?= FOR ORDER BY |$)/.exec(clause)![0];
  return `OPERATOR ${number!} ${operands}`;
}
