// An application at work: clients that read and write one table until they are stopped, and what they had to endure.
import pg from 'pg';

export interface Endured {
  readonly queries: number;
  readonly failed: readonly string[];
  /** Milliseconds. */
  readonly p99: number;
  readonly longest: number;
}

/** `statements` are run in turn by each of `clients`. */
export async function traffic(url: string, clients: number, statements: readonly string[]): Promise<{ stop(): Promise<Endured> }> {
  let on = true;
  const took: number[] = [];
  const failed: string[] = [];
  const one = async (client: pg.Client): Promise<void> => {
    for (let n = 0; on; n += 1) {
      const from = performance.now();
      try {
        await client.query(statements[n % statements.length]!);
      } catch (error) {
        failed.push((error as Error).message);
      }
      took.push(performance.now() - from);
      await new Promise((wake) => setTimeout(wake, 2));
    }
    await client.end();
  };
  const open = await Promise.all(
    Array.from({ length: clients }, async () => {
      const client = new pg.Client(url);
      await client.connect();
      return client;
    }),
  );
  const all = open.map(one);
  return {
    stop: async () => {
      on = false;
      await Promise.all(all);
      const sorted = took.sort((a, b) => a - b);
      return { queries: sorted.length, failed, p99: sorted[Math.floor(sorted.length * 0.99)] ?? 0, longest: sorted.at(-1) ?? 0 };
    },
  };
}
