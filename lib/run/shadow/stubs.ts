// Owns the stand-ins: collations, tablespaces and roles that statements name and an embedded server does not have. They make
// definitions load and print under the right name; nothing is ever sorted or stored by them.
import { standard } from '../../sql/as-role.ts';
import { ident, literal } from '../../sql/quote.ts';
import { batch } from '../session/batch.ts';
import type { Session } from '../session/session.ts';

const collation = /\bcollate\s+(?:"?pg_catalog"?\s*\.\s*)?"([^"]+)"/gi;
const tablespace = /\btablespace\s+(?:"((?:[^"]|"")+)"|([a-z_][a-z0-9_$]*))/gi;
// "de-x-icu", "de-DE-u-co-phonebk-x-icu"; "en_US", "en_US.utf8", "de_DE@euro": names initdb makes from the locales of the machine.
const icu = /^[a-z]{2,3}(-[A-Za-z0-9]+)*-x-icu$/;
const libc = /^[a-z]{2,3}_[A-Z]{2}([.@][A-Za-z0-9@._-]+)?$/;

/** Makes what is missing. Outside a transaction: a tablespace cannot be made in one. Only for a shadow, never a target. */
export async function stub(session: Session, all: readonly string[]): Promise<void> {
  const texts = all.filter((text) => /collate|tablespace/i.test(text));
  const collations = named(texts, collation, (m) => m[1]!).filter((n) => icu.test(n) || libc.test(n));
  const spaces = named(texts, tablespace, (m) => m[1]?.replaceAll('""', '"') ?? m[2]!.toLowerCase());
  if (collations.length + spaces.length === 0 || !(await isEmbedded(session))) return;
  const known = await session.rows<{ name: string }>(
    `SELECT 'c ' || c.collname AS name FROM pg_catalog.pg_collation c JOIN pg_catalog.pg_namespace n ON n.oid = c.collnamespace AND n.nspname = 'pg_catalog'
     UNION ALL SELECT 't ' || t.spcname FROM pg_catalog.pg_tablespace t`,
  );
  const has = new Set(known.map((k) => k.name));
  const statements = [
    ...collations.filter((n) => !has.has(`c ${n}`)).map(collationStub),
    ...spaces.filter((n) => !has.has(`t ${n}`)).map((n) => `CREATE TABLESPACE ${ident(n)} LOCATION ''`),
  ];
  if (statements.length === 0) return;
  const { failed } = await batch(session, ['SET allow_system_table_mods = on', ...statements, 'SET allow_system_table_mods = off']);
  if (failed !== undefined) throw failed.error;
}

const naming = /^\s*(grant|revoke|alter\s+default\s+privileges|create\s+policy|alter\s+policy|create\s+user\s+mapping|create\s+schema)\b|\bowner\s+to\b/i;
const role = /(?:\b(?:to|from|role|user|by|authorization)\s+|,\s*)(?:group\s+)?(?:"((?:[^"]|"")+)"|([a-z_][a-z0-9_$]*))/gi;
const noRole = /^(pg_.*|public|current_user|current_role|session_user|none)$/;

/** Stands in for the roles that steps of plans name. A name taken for a role by mistake makes one nobody uses. */
export async function stubRoles(session: Session, texts: readonly string[]): Promise<void> {
  const names = named(
    texts.map(standard).filter((t) => naming.test(t)),
    role,
    (m) => m[1]?.replaceAll('""', '"') ?? m[2]!.toLowerCase(),
  ).filter((n) => !noRole.test(n));
  if (names.length === 0 || !(await isEmbedded(session))) return;
  const known = await session.rows<{ name: string }>('SELECT rolname::pg_catalog.text AS name FROM pg_catalog.pg_roles');
  const has = new Set(known.map((k) => k.name));
  const { failed } = await batch(
    session,
    names.filter((n) => !has.has(n)).map((n) => `CREATE ROLE ${ident(n)} NOLOGIN`),
  );
  if (failed !== undefined) throw failed.error;
}

/** A real server that serves as shadow has its own, and roles there outlive the shadow. */
async function isEmbedded(session: Session): Promise<boolean> {
  const [row] = await session.rows<{ embedded: boolean }>(`SELECT pg_catalog.version() LIKE '%PGlite%' AS embedded`);
  return row!.embedded;
}

function collationStub(name: string): string {
  const provider = icu.test(name) ? `provider = icu, locale = ${literal(name.replace(/-x-icu$/, ''))}` : `provider = libc, locale = ${literal(name)}`;
  return `CREATE COLLATION pg_catalog.${ident(name)} (${provider})`;
}

function named(texts: readonly string[], pattern: RegExp, name: (m: RegExpMatchArray) => string): string[] {
  return [...new Set(texts.flatMap((text) => [...text.matchAll(pattern)].map(name)))].sort();
}
