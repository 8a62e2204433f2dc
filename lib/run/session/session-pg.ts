// Owns talking to a server (or a PGlite directory) through a pg client: one statement per message, values decoded our way.
import type { ClientBase, CustomTypesConfig, QueryConfig, QueryResult } from 'pg';
import { decoderOf } from './cells.ts';
import { boundary } from './fault.ts';
import type { Session } from './session.ts';

// Per query and not on the client: a client handed in by a user keeps its own parsers. pg passes the same property on as
// the list of parameter types of the Parse message, which PGlite's connection walks: hence an empty list with a method.
const types = Object.assign([], { getTypeParser: (oid: number) => decoderOf(oid) }) as unknown as CustomTypesConfig;

export interface PgSession extends Session {
  readonly client: ClientBase;
  /** The error that ended the connection while nothing was running, if any. */
  lost(): Error | undefined;
}

/**
 * A session over a connected client. Errors are pg's own (`code` is the SQLSTATE, `position` counts characters from 1).
 * close() ends the client only when `own` is true (the default).
 */
export function pgSession(client: ClientBase, options: { own?: boolean } = {}): PgSession {
  let heard: string[] = [];
  let lost: Error | undefined;
  const onNotice = (notice: { message?: string | undefined }): void => void heard.push(notice.message ?? '');
  // A client without a listener for 'error' takes the process down when its server goes away.
  const onError = (error: Error): void => void (lost = error);
  client.on('notice', onNotice);
  client.on('error', onError);

  // queryMode is missing from @types/pg: it forces Parse/Bind/Execute, so that a text holds exactly one statement.
  // One at a time: several workers share the session that holds the lock, and pg gives up queueing by itself.
  let last: Promise<unknown> = Promise.resolve();
  const ask = (text: string, values: readonly unknown[] = []): Promise<QueryResult> => {
    const answer = last.then(async () => {
      boundary(text);
      const sent = client.query({ text, values: [...values], types, queryMode: 'extended' } as QueryConfig);
      boundary(text);
      return sent;
    });
    last = answer.catch(() => undefined); // whoever asked is told
    return answer;
  };

  return {
    client,
    lost: () => lost,
    async rows<T>(sql: string, params?: readonly unknown[]) {
      return (await ask(sql, params)).rows as T[];
    },
    async run(sql) {
      await ask(sql);
    },
    notices() {
      const said = heard;
      heard = [];
      return said;
    },
    async close() {
      client.off('notice', onNotice);
      if (options.own === false) client.off('error', onError);
      else if ('end' in client) await (client as ClientBase & { end(): Promise<void> }).end();
    },
  };
}
