// Owns a connection for the length of a command that only reads.
import { befallen } from '../session/server-says.ts';
import { connect, type Target } from './connect.ts';
import type { TargetSetting } from './target.ts';

/** Throws what connect and `body` throw; what befalls it on the way is CONNECTION_LOST, STATEMENT_CANCELLED, SERVER_FULL or SERVER_BUSY. */
export async function withTarget<T>(
  setting: TargetSetting,
  options: {
    readonly signal?: AbortSignal | undefined;
    readonly extensions?: readonly string[] | undefined;
    readonly readOnly?: boolean;
    readonly make?: boolean;
  },
  body: (target: Target) => Promise<T>,
): Promise<T> {
  const target = await connect(setting, options);
  try {
    if (options.readOnly === true) await target.session.rows(`SELECT pg_catalog.set_config('default_transaction_read_only', 'on', false)`);
    return await body(target);
  } catch (error) {
    throw befallen(error, 'this command had only read', 'run the command again') ?? error;
  } finally {
    await target.close().catch(() => undefined); // the outcome is known by now
  }
}
