// Owns the question whether the collations that plans name exist here: the server makes its own from the locales of its machine.
import { compareText } from '../../../catalog/address.ts';
import { TidemarkError } from '../../../errors.ts';
import type { PlanSegment } from '../../../format/plan.generated.ts';
import { ident } from '../../../sql/quote.ts';
import type { Session } from '../../session/session.ts';
import { treesOf } from './parsed.ts';

/** Only these statements are parsed. */
const naming = /\bcollat(e|ion)\b/i;
const making = /\bcreate\s+collation\b/i;

/** Before the first write. Throws COLLATION_MISSING naming all of pg_catalog's that are not here, or not for this database's encoding. */
export async function assertCollationsThere(session: Session, segments: readonly PlanSegment[]): Promise<void> {
  const { qualified, bare } = await collationsIn(segments.flatMap((s) => s.steps).map((s) => s.sql));
  if (qualified.length + bare.length === 0) return;
  const rows = await session.rows<{ name: string }>(
    `SELECT DISTINCT n.name FROM (SELECT q AS name, true AS qualified FROM pg_catalog.unnest($1::pg_catalog.text[]) AS q
       UNION ALL SELECT b, false FROM pg_catalog.unnest($2::pg_catalog.text[]) AS b) AS n
     WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_collation c WHERE c.collname = n.name AND (NOT n.qualified OR c.collnamespace = 'pg_catalog'::pg_catalog.regnamespace)
       AND c.collencoding IN (-1, (SELECT d.encoding FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database()))) ORDER BY 1`,
    [qualified, bare],
  );
  if (rows.length === 0) return;
  const missing = rows.map((r) => r.name);
  throw new TidemarkError(
    'COLLATION_MISSING',
    `the plans name ${missing.length === 1 ? 'a collation' : 'collations'} that this server does not have: ${missing.join(', ')}; nothing was changed`,
    {
      next: `give the server's machine the locale (or ICU) and run, as a superuser: SELECT pg_catalog.pg_import_system_collations('pg_catalog'); or declare another in the definitions (${missing.map(ident).join(', ')})`,
    },
  );
}

/** Those of pg_catalog, and those without a schema, which a person wrote, or a server that printed an expression; not where a plan makes some. */
async function collationsIn(texts: readonly string[]): Promise<{ qualified: string[]; bare: string[] }> {
  const trees = await treesOf(texts, naming);
  if (trees.length === 0) return { qualified: [], bare: [] };
  const { walk } = await import('../../../sql/engine.ts');
  const makes = texts.some((t) => making.test(t));
  const [qualified, bare] = [new Set<string>(), new Set<string>()];
  for (const tree of trees)
    walk(tree, (body) => {
      const names = body['collname'] ?? body['collation'];
      if (!Array.isArray(names)) return;
      const said = names.map((n: { String?: { sval?: string } }) => n.String?.sval ?? '').filter((n) => n !== '');
      const name = said.at(-1);
      if (name !== undefined && said.at(-2) === 'pg_catalog') qualified.add(name);
      else if (name !== undefined && said.length === 1 && !makes) bare.add(name);
    });
  return { qualified: [...qualified].sort(compareText), bare: [...bare].sort(compareText) };
}
