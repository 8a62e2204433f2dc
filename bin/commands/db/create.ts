import { Command, Option } from 'clipanion';
import { EXIT } from '../../../lib/errors.ts';
import type { CreateResult } from '../../../lib/verbs/db/create.ts';
import { question, yes } from '../../ask.ts';
import { Connecting } from '../../base.ts';
import type { Terminal } from '../../terminal.ts';

export class DbCreateCommand extends Connecting {
  static override paths = [['db:create']];
  static override usage = Command.Usage({
    category: 'Database, with the names of Medusa',
    description: 'Make the database if it is not there',
    examples: [
      ['Make shop on the server that DATABASE_URL names', 'tidemark db:create --db shop'],
      ['And write DB_NAME=shop into .env', 'tidemark db:create --db shop --write-env'],
    ],
  });

  db = Option.String('--db', { description: 'Name of the database; else the one the target names, DB_NAME, or medusa-<folder>' });
  interactive = Option.Boolean('--interactive', true, {
    description: 'Ask for a name that is not given (default, on a terminal); --no-interactive never asks',
  });
  writeEnv = Option.Boolean('--write-env', false, { description: 'Write DB_NAME into the .env file without asking' });

  async work(ui: Terminal): Promise<number> {
    const { createDatabase } = await import('../../../lib/verbs/db/create.ts');
    const result = await createDatabase({
      ...this.place(),
      ...(this.db === undefined ? {} : { db: this.db }),
      ...(this.database === undefined ? {} : { database: this.database }),
      ...asking(this, ui),
      onTarget: (t) => ui.note(`target: ${t}`),
      onMade: made(ui),
    });
    if (ui.json) ui.document(result);
    else tell(ui, result);
    return EXIT.done;
  }
}

/** What may be asked here, and whether .env may be written. */
export function asking(
  command: { readonly interactive: boolean; readonly writeEnv: boolean; readonly context: Connecting['context'] },
  ui: Terminal,
  signal?: AbortSignal,
): { askName?: (proposed: string) => Promise<string>; mayWrite?: (file: string) => boolean | Promise<boolean> } {
  const ask = ui.interactive && command.interactive && !ui.json;
  const written = command.writeEnv ? { mayWrite: () => true } : {};
  if (!ask) return written;
  return {
    askName: (proposed) => question(command.context, 'Enter the database name', proposed, { signal }),
    mayWrite: (file) => yes(command.context, `Write DB_NAME into ${file}?`, { signal, stands: `the database is there, and ${file} was not changed` }),
    ...written,
  };
}

/** Said before anything is asked about it. */
export function made(ui: Terminal): (database: string, outcome: CreateResult['outcome']) => void {
  return (database, outcome) =>
    ui.json ? undefined : ui.out(outcome === 'created' ? `Created database "${database}"` : `Database "${database}" already exists`);
}

export function tell(ui: Terminal, { database, env, leadsTo }: CreateResult): void {
  if (env.is === 'written') ui.out(`Updated ${env.file} with DB_NAME=${database}`);
  if (leadsTo !== undefined)
    ui.note(
      `the settings here still lead to database "${leadsTo.database}" (from ${leadsTo.from})${
        leadsTo.byName
          ? `: DB_NAME=${database} in ${env.file} changes that, and --write-env writes it`
          : ', and DB_NAME alone does not change that: write the new name into the URL (percent-encoded), or $DB_NAME where it needs no encoding, or pass --database'
      }`,
    );
}
