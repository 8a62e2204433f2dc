// Owns a script in SQL: its statements one by one, in the transaction that also records it.
import { TidemarkError } from '../../errors.ts';
import { split } from '../../sql/split.ts';
import { serverSays } from '../session/server-says.ts';
import { assertNoTransactionControl } from '../session/step-sql.ts';
import type { Session } from '../session/session.ts';
import type { Script } from './script.ts';

/** Throws SCRIPT_FAILED, SCRIPT_PSQL, STEP_TRANSACTION. */
export async function runSql(session: Session, script: Script): Promise<void> {
  const { pieces } = split(script.text);
  for (const { is, sql, line } of pieces) {
    if (is !== 'sql')
      throw new TidemarkError('SCRIPT_PSQL', `${script.name} holds a command of psql, which no server knows`, {
        at: { file: script.shown, line },
        exit: 64,
        next: 'write it as SQL',
      });
    assertNoTransactionControl(`script ${script.name}`, `line ${line}`, sql);
  }
  for (const { sql, line } of pieces) {
    try {
      await session.run(sql);
    } catch (error) {
      throw new TidemarkError('SCRIPT_FAILED', `script ${script.name} failed at line ${line}: ${serverSays(error)}; nothing of it is kept`, {
        at: { file: script.shown, line },
        cause: error,
        next: 'correct it and run tidemark db:migrate:scripts again',
      });
    }
  }
}
