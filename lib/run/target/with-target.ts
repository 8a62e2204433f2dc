// Owns a connection for the length of a command that only reads.
import { TidemarkError } from '../../errors.ts';
import { isLoss } from '../session/server-says.ts';
import { connect, type Target } from './connect.ts';
import type { TargetSetting } from './target.ts';

/** Throws what connect and `body` throw; a connection that is lost on the way is CONNECTION_LOST. */
export async function withTarget<T>(
  setting: TargetSetting,
  options: { readonly signal?: AbortSignal | undefined; readonly extensions?: readonly string[] | undefined; readonly readOnly?: boolean },
  body: (target: Target) => Promise<T>,
): Promise<T> {
  const target = await connect(setting, options);
  try {
    if (options.readOnly === true) await target.session.rows(`SELECT pg_catalog.set_config('default_transaction_read_only', 'on', false)`);
    return await body(target);
  } catch (error) {
    if (!isLoss(error)) throw error;
    throw new TidemarkError('CONNECTION_LOST', `the connection was lost: ${(error as Error).message}; this command had only read`, {
      cause: error,
      next: 'run the command again',
    });
  } finally {
    await target.close().catch(() => undefined); // the outcome is known by now
  }
}
