import { Command, Option } from 'clipanion';
import { EXIT } from '../../../lib/errors.ts';
import { interruptible } from '../../progress.ts';
import type { Terminal } from '../../terminal.ts';
import { asking, made, tell } from './create.ts';
import { Migrating } from './migrate.ts';
import { tellMigrated } from '../../db-said.ts';

export class DbSetupCommand extends Migrating {
  static override paths = [['db:setup']];
  static override usage = Command.Usage({
    category: 'Database, with the names of Medusa',
    description: 'Make the database, apply all plans, sync links, run data scripts: in one run',
    examples: [['On an empty server', 'tidemark db:setup --db shop --no-interactive --execute-safe-links']],
  });

  db = Option.String('--db', { description: 'Name of the database for the whole run; else the one the target names, DB_NAME, or medusa-<folder>' });
  interactive = Option.Boolean('--interactive', true, { description: 'Ask for what is not given (default, on a terminal); --no-interactive never asks' });
  writeEnv = Option.Boolean('--write-env', false, { description: 'Write DB_NAME into the .env file without asking' });

  async work(ui: Terminal): Promise<number> {
    const { setup } = await import('../../../lib/verbs/db/setup.ts');
    const stop = interruptible(ui);
    try {
      const result = await setup({
        ...this.options(ui, stop.signal, this.interactive),
        ...(this.db === undefined ? {} : { db: this.db }),
        ...asking(this, ui, stop.signal),
        onMade: made(ui),
        onCreated: (created) => (ui.json ? undefined : tell(ui, created)),
      });
      tellMigrated(ui, result);
      return EXIT.done;
    } finally {
      stop.done();
    }
  }
}
