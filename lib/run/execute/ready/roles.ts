// Owns the question whether the roles that plans speak of exist here: plans never make them.
import { compareText } from '../../../catalog/address.ts';
import { TidemarkError } from '../../../errors.ts';
import type { PlanSegment } from '../../../format/plan.generated.ts';
import { standard } from '../../../sql/as-role.ts';
import { ident } from '../../../sql/quote.ts';
import type { Session } from '../../session/session.ts';
import { treesOf } from './parsed.ts';

/** What may name a role; only these statements are parsed. */
const naming = /^\s*(grant|revoke|alter\s+default\s+privileges|(create|alter)\s+(policy|user\s+mapping)|create\s+schema)\b|\bowner\s+to\b/i;
const making = /\bcreate\s+(role|user|group)\b/i;

/** Before the first write. Throws ROLE_MISSING naming all of them. */
export async function assertRolesThere(session: Session, segments: readonly PlanSegment[]): Promise<void> {
  const texts = segments.flatMap((s) => s.steps).map((s) => standard(s.sql));
  const named = await rolesIn(texts);
  if (named.length === 0 || texts.some((t) => making.test(t))) return;
  const rows = await session.rows<{ name: string }>(
    'SELECT n AS name FROM pg_catalog.unnest($1::text[]) AS n WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_roles r WHERE r.rolname = n)',
    [named],
  );
  const missing = rows.map((r) => r.name);
  if (missing.length === 0) return;
  throw new TidemarkError(
    'ROLE_MISSING',
    `the plans name ${missing.length === 1 ? 'a role' : 'roles'} that this server does not have: ${missing.join(', ')}; nothing was changed`,
    {
      next: `make what is missing: ${missing.map((r) => `CREATE ROLE ${ident(r)};`).join(' ')}`,
    },
  );
}

async function rolesIn(texts: readonly string[]): Promise<string[]> {
  const trees = await treesOf(texts, naming);
  if (trees.length === 0) return [];
  const { refersTo } = await import('../../../sql/refers.ts');
  const found = trees.flatMap((tree) => refersTo(tree).flatMap((r) => (r.as === 'role' ? [r.names[0]!] : [])));
  return [...new Set(found)].sort(compareText);
}
