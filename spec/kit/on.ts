// Statements on a database, one after the other, on a connection of their own.
import pg from 'pg';

/** The rows of the last. */
export async function on(url: string, ...texts: string[]): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    let rows: Record<string, unknown>[] = [];
    for (const text of texts) rows = (await client.query<Record<string, unknown>>(text)).rows;
    return rows;
  } finally {
    await client.end();
  }
}
