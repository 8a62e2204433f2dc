// Owns that sample rows may go: a table that publishes deletes, and has nothing by which a subscriber would know the row, lets none be deleted.
import type { Session } from '../session/session.ts';

/** What `work` returns, which may delete rows of these tables (oids) meanwhile. */
export async function deletable<T>(session: Session, tables: readonly string[], work: () => Promise<T>): Promise<T> {
  const held = await session.rows<{ name: string; identity: string }>(
    `SELECT pg_catalog.format('%I.%I', n.nspname, c.relname) AS name, CASE c.relreplident WHEN 'n' THEN 'NOTHING' ELSE 'DEFAULT' END AS identity
     FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
     WHERE c.oid = ANY ($1::pg_catalog.oid[]) AND c.relkind = 'r' AND EXISTS (SELECT FROM pg_catalog.pg_publication WHERE pubdelete)
       AND c.relreplident <> 'f' AND NOT EXISTS (SELECT FROM pg_catalog.pg_index i
         WHERE i.indrelid = c.oid AND CASE c.relreplident WHEN 'd' THEN i.indisprimary WHEN 'i' THEN i.indisreplident END)
     ORDER BY c.oid`,
    [tables],
  );
  const identify = (name: string, identity: string): Promise<unknown> => session.run(`ALTER TABLE ONLY ${name} REPLICA IDENTITY ${identity}`);
  for (const { name } of held) await identify(name, 'FULL');
  try {
    return await work();
  } finally {
    for (const { name, identity } of held) await identify(name, identity);
  }
}
