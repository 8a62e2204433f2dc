// Puts a subscription's connection string in place at the moment its statement is sent: plans hold the name of the environment variable.
import { TidemarkError } from '../../../errors.ts';
import type { PlanSegment } from '../../../format/plan.generated.ts';
import { subjectOf } from '../../../plan/document/touches.ts';
import { literal } from '../../../sql/quote.ts';
import type { ServerError } from '../../session/session.ts';

const asked = /^(\s*(?:CREATE|ALTER)\s+SUBSCRIPTION\s+(?:"(?:[^"]|"")+"|[^\s"]+)\s+CONNECTION\s+)'env:(\w*)'/i;

type Environment = Readonly<Record<string, string | undefined>>;

/** Before the first write. Throws SUBSCRIPTION_CONNECTION naming the first step whose variable is not set. */
export function assertConnectionsSet(segments: readonly PlanSegment[], env: Environment = process.env): void {
  for (const step of segments.flatMap((s) => s.steps)) {
    const variable = asked.exec(step.sql)?.[2];
    if (variable === undefined || (variable !== '' && (env[variable] ?? '') !== '')) continue;
    throw new TidemarkError(
      'SUBSCRIPTION_CONNECTION',
      variable === ''
        ? `nothing says where the connection string of "${step.step}" is; nothing was changed`
        : `"${step.step}" takes its connection string from ${variable}, which is not set; nothing was changed`,
      {
        at: { object: subjectOf(step.step) },
        next:
          variable === ''
            ? `name a variable in the definition, CONNECTION 'env:UPSTREAM', and plan again`
            : `set ${variable} to the connection string of the publisher`,
        exit: 3,
      },
    );
  }
}

/** Sends a statement. What the server says of a connection string comes back without it. */
export async function sent(sql: string, run: (sql: string) => Promise<void>, env: Environment = process.env): Promise<void> {
  const variable = asked.exec(sql)?.[2];
  if (variable === undefined) return run(sql);
  const secret = env[variable] ?? '';
  try {
    await run(sql.replace(asked, (_, before: string) => `${before}${literal(secret)}`));
  } catch (error) {
    const e = error as ServerError;
    const hidden = parts(secret);
    const masked = (text: string | undefined): string | undefined => text && hidden.reduce((t, part) => t.replaceAll(part, '…'), text);
    e.message = masked(e.message)!;
    if (e.detail !== undefined) e.detail = masked(e.detail)!;
    if (e.hint !== undefined) e.hint = masked(e.hint)!;
    if (e.where !== undefined) e.where = masked(e.where)!;
    throw e;
  }
}

/** The whole string, and each value in it that could be a secret. */
function parts(secret: string): string[] {
  const password = /password\s*=\s*(?:'((?:[^'\\]|\\.)*)'|(\S+))/i.exec(secret) ?? /^\w+:\/\/[^:@/]*:([^@/]*)@/.exec(secret);
  return [secret, ...(password === null ? [] : [password[1] ?? password[2] ?? ''])].filter((p) => p !== '');
}
