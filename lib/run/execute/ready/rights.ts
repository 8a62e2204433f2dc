// Owns the question whether this role may do what plans need, before the first write: a right that is missing half-way costs more.
import { addressOf } from '../../../catalog/address.ts';
import { TidemarkError } from '../../../errors.ts';
import type { PlanSegment } from '../../../format/plan.generated.ts';
import { actsAs } from '../../../sql/as-role.ts';
import { ident } from '../../../sql/quote.ts';
import { keyOfText } from '../../introspect/look.ts';
import { whoAndWhere } from '../../ledger/access.ts';
import type { Session } from '../../session/session.ts';

/** Throws RIGHTS_MISSING naming all of them, with what grants each. */
export async function assertMayRun(session: Session, segments: readonly PlanSegment[]): Promise<void> {
  const changed = new Set<string>();
  const into = new Set<string>();
  const made = new Set<string>();
  const actors = new Set<string>();
  let schemas = false;
  for (const step of segments.flatMap((s) => s.steps)) {
    const actor = actsAs(step.sql);
    if (actor !== undefined) actors.add(actor);
    for (const text of [...(step.alters ?? []), ...(step.breaks ?? [])]) {
      const { names } = addressOf(keyOfText(text));
      if (names.length >= 2) changed.add(JSON.stringify(names.slice(0, 2)));
    }
    for (const text of step.makes ?? []) {
      const { kind, names } = addressOf(keyOfText(text));
      if (kind === 'schema') {
        schemas = true;
        made.add(names[0]!);
      } else if (names.length === 2) into.add(names[0]!);
    }
  }
  const [rows, who] = [
    await missing(
      session,
      [...changed].map((c) => JSON.parse(c) as string[]),
      [...into].filter((s) => !made.has(s)),
      schemas,
      [...actors],
    ),
    await whoAndWhere(session),
  ];
  if (rows.length === 0) return;
  const role = ident(who.role);
  const telling: { readonly [is in Missing['is']]: (r: Missing) => [string, string] } = {
    actor: (r) => [`it may not grant as ${r.name}`, `GRANT ${r.name} TO ${role}`],
    owner: (r) => [`${r.name} belongs to ${r.owner}`, `GRANT ${ident(r.owner!)} TO ${role}`],
    schema: (r) => [`schema ${r.name} takes nothing new from it`, `GRANT USAGE, CREATE ON SCHEMA ${ident(r.name)} TO ${role}`],
    database: (r) => [`database ${r.name} takes no new schema from it`, `GRANT CREATE ON DATABASE ${ident(r.name)} TO ${role}`],
  };
  const told = rows.map((r) => telling[r.is](r));
  throw new TidemarkError(
    'RIGHTS_MISSING',
    `role ${who.role} may not do what these plans need: ${told[0]![0]}${told.length === 1 ? '' : ` and ${told.length - 1} more`}; nothing was changed`,
    {
      details: told.map(([what]) => what),
      next: `as their owner: ${[...new Set(told.map(([, grant]) => grant))].join('; ')}`,
    },
  );
}

interface Missing {
  readonly is: 'owner' | 'schema' | 'database' | 'actor';
  readonly name: string;
  readonly owner: string | null;
}

/** Changing a relation takes its owner, making one the right to create in its schema. A ledger it may not write is told elsewhere. */
async function missing(
  session: Session,
  changed: readonly string[][],
  into: readonly string[],
  schemas: boolean,
  actors: readonly string[],
): Promise<Missing[]> {
  return session.rows<Missing>(
    `SELECT 'owner' AS is, n.nspname || '.' || c.relname AS name, o.rolname::text AS owner
     FROM pg_catalog.jsonb_to_recordset($1) AS w(schema text, relation text) JOIN pg_catalog.pg_namespace n ON n.nspname = w.schema
       JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = w.relation JOIN pg_catalog.pg_roles o ON o.oid = c.relowner
     WHERE NOT pg_catalog.pg_has_role(c.relowner, 'USAGE')
     UNION ALL
     SELECT 'schema', n.nspname, NULL FROM pg_catalog.pg_namespace n WHERE n.nspname = ANY ($2) AND NOT pg_catalog.has_schema_privilege(n.oid, 'CREATE')
     UNION ALL
     SELECT 'database', pg_catalog.current_database(), NULL WHERE $3 AND NOT pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE')
     UNION ALL
     SELECT 'actor', pg_catalog.quote_ident(r.rolname), NULL FROM pg_catalog.pg_roles r WHERE r.rolname = ANY ($4)
       AND NOT pg_catalog.pg_has_role(r.oid, CASE WHEN pg_catalog.current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END)
     ORDER BY 1, 2`,
    [JSON.stringify(changed.map(([schema, relation]) => ({ schema, relation }))), into, schemas, actors],
  );
}
