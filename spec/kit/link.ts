// A loopback proxy in front of a server that cuts, delays, half-closes and drops replies at the statement a spec chooses.
import { connect as dial, createServer, type Socket } from 'node:net';

/** One statement on its way to the server. */
export interface Ask {
  /** Counts from 1, over all connections. */
  readonly n: number;
  /** As much of it as the first packet holds. */
  readonly sql: string;
}

/**
 * `before`: the server never hears of it. `sent`: it does, and its answer finds nobody. `answered`: the answer is on its way
 * when the link goes. `half`: the client's side is closed and the server's is not. `mute`: nothing comes any more, and nothing is closed.
 */
export type Fault = 'before' | 'sent' | 'answered' | 'half' | 'mute' | { readonly delay: number };

export interface Link {
  readonly port: number;
  /** The same database, through the link. */
  url(url: string): string;
  asked(): number;
  /** Every connection that is open goes. */
  cut(): void;
  close(): void;
}

export interface Faults {
  /** Asked at every statement. */
  at(ask: Ask): Fault | undefined;
  /** All connections go with the one that is cut, as when a process dies. */
  readonly all?: boolean;
}

export async function link(port: number, faults: Faults): Promise<Link> {
  const open = new Set<Socket>();
  let asked = 0;
  const cut = (): void => {
    for (const s of open) s.destroy();
  };
  const listener = createServer((client) => {
    const up = dial(port, '127.0.0.1');
    let deaf = false;
    let reply: ((chunk: Buffer) => void) | undefined;
    for (const s of [client, up]) {
      open.add(s);
      s.on('error', () => undefined);
      s.on('close', () => {
        open.delete(s);
        if (!deaf || s === client) up.destroy();
        client.destroy();
      });
    }
    const gone = (): void => {
      client.destroy();
      if (faults.all === true) for (const s of open) if (s !== up) s.destroy();
    };
    up.on('data', (chunk) => {
      if (reply !== undefined) reply(chunk);
      else if (!deaf) client.write(chunk);
    });
    client.on('data', (chunk) => {
      if (deaf) return;
      const sql = statement(chunk);
      const fault = sql === undefined ? undefined : faults.at({ n: (asked += 1), sql });
      if (fault === 'before') return gone();
      if (fault === 'mute' || fault === 'half') {
        deaf = true;
        if (fault === 'half') client.end();
        return;
      }
      if (fault === 'sent' || fault === 'answered') deaf = true;
      if (fault === 'answered') reply = gone;
      if (typeof fault === 'object') {
        reply = (answer) => {
          reply = undefined;
          setTimeout(() => client.write(answer), fault.delay);
        };
      }
      up.write(chunk, () => {
        // the server gets the statement and the end of the connection
        if (fault === 'sent') {
          up.end();
          gone();
        }
      });
    });
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const at = (listener.address() as { port: number }).port;
  return {
    port: at,
    url: (url) => url.replace(`:${port}/`, `:${at}/`),
    asked: () => asked,
    cut,
    close: () => {
      listener.close();
      cut();
    },
  };
}

/** The text of a Parse message; undefined for everything else. */
function statement(chunk: Buffer): string | undefined {
  if (chunk[0] !== 0x50) return undefined;
  const from = chunk.indexOf(0, 5) + 1; // after the name
  const to = chunk.indexOf(0, from);
  return chunk.toString('utf8', from, to < 0 ? undefined : to);
}
