// Owns the question whether the tablespaces that plans name exist here and may be used: plans never make them.
import { compareText } from '../../../catalog/address.ts';
import { TidemarkError } from '../../../errors.ts';
import type { PlanSegment } from '../../../format/plan.generated.ts';
import { ident } from '../../../sql/quote.ts';
import type { Session } from '../../session/session.ts';
import { treesOf } from './parsed.ts';

/** Only these statements are parsed. */
const naming = /\btablespace\b/i;

/** Before the first write. Throws TABLESPACE_MISSING or TABLESPACE_DENIED naming all of them. */
export async function assertTablespacesThere(session: Session, segments: readonly PlanSegment[]): Promise<void> {
  const named = await spacesIn(segments.flatMap((s) => s.steps).map((s) => s.sql));
  if (named.length === 0) return;
  const rows = await session.rows<{ name: string; there: boolean; me: string }>(
    `SELECT n AS name, t.oid IS NOT NULL AS there, pg_catalog.quote_ident(current_user) AS me FROM pg_catalog.unnest($1::pg_catalog.text[]) AS n
     LEFT JOIN pg_catalog.pg_tablespace t ON t.spcname = n
     WHERE t.oid IS NULL OR NOT (pg_catalog.has_tablespace_privilege(t.oid, 'CREATE')
       OR EXISTS (SELECT FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database() AND d.dattablespace = t.oid))`,
    [named],
  );
  const missing = rows.filter((r) => !r.there).map((r) => r.name);
  const which = (names: readonly string[]): string => (names.length === 1 ? 'a tablespace' : 'tablespaces');
  if (missing.length > 0)
    throw new TidemarkError(
      'TABLESPACE_MISSING',
      `the plans name ${which(missing)} that this server does not have: ${missing.join(', ')}; nothing was changed`,
      {
        next: `make what is missing, on a directory of the server's own user: ${missing.map((n) => `CREATE TABLESPACE ${ident(n)} LOCATION '…';`).join(' ')}`,
      },
    );
  if (rows.length === 0) return;
  const denied = rows.map((r) => r.name);
  throw new TidemarkError('TABLESPACE_DENIED', `${rows[0]!.me} may not use ${which(denied)} that the plans name: ${denied.join(', ')}; nothing was changed`, {
    next: denied.map((n) => `GRANT CREATE ON TABLESPACE ${ident(n)} TO ${rows[0]!.me};`).join(' '),
  });
}

/** Nodes keep the name in fields of these names. */
const fields = ['tablespacename', 'tableSpace', 'indexspace', 'tableSpaceName'];

async function spacesIn(texts: readonly string[]): Promise<string[]> {
  const trees = await treesOf(texts, naming);
  if (trees.length === 0) return [];
  const { walk } = await import('../../../sql/engine.ts');
  const found = new Set<string>();
  for (const tree of trees)
    walk(tree, (body) => {
      for (const field of fields) if (typeof body[field] === 'string' && body[field] !== '') found.add(body[field]);
      if (body['subtype'] === 'AT_SetTableSpace') found.add(body['name'] as string);
    });
  return [...found].sort(compareText);
}
