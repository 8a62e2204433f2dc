import { Command, Option } from 'clipanion';
import { EXIT } from '../../../lib/errors.ts';
import { Connecting } from '../../base.ts';
import { whole } from '../../number.ts';
import { interruptible, progress } from '../../progress.ts';
import type { Terminal } from '../../terminal.ts';
import { chooser, concurrencyOf, linkLines } from '../../db-said.ts';

export class DbSyncLinksCommand extends Connecting {
  static override paths = [['db:sync-links']];
  static override usage = Command.Usage({
    category: 'Database, with the names of Medusa',
    description: 'Bring the tables of links to what their definitions say',
    examples: [
      ['What would be done, with the SQL', 'tidemark db:sync-links --dry-run'],
      ['Without a terminal: leave what loses something', 'tidemark db:sync-links --execute-safe'],
    ],
  });

  executeAll = Option.Boolean('--execute-all', false, { description: 'Run also what changes or drops a link table' });
  executeSafe = Option.Boolean('--execute-safe', false, { description: 'Leave what changes or drops a link table; wins over --execute-all' });
  concurrency = Option.String('--concurrency', { description: 'How many plans run at a time (default DB_MIGRATION_CONCURRENCY, else 1)' });
  rename = Option.Array('--rename', [], { description: 'A table goes on under another name, old:new; written to the hints file of its module (repeatable)' });
  release = Option.Boolean('--release', false, { description: 'Plan again what was rolled back with --hold' });
  dryRun = Option.Boolean('--dry-run', false, { description: 'Say what would be done, write nothing' });
  wait = Option.String('--wait', { description: 'How long to wait for another run, in seconds (default 600)' });

  async work(ui: Terminal): Promise<number> {
    const { syncLinks } = await import('../../../lib/verbs/db/links/sync.ts');
    const { writeLinkRenames } = await import('../../../lib/verbs/db/links/rename.ts');
    const stop = interruptible(ui);
    const place = { ...this.place(), ...(this.database === undefined ? {} : { database: this.database }) };
    try {
      if (this.rename.length > 0) for (const line of await writeLinkRenames(this.rename, place)) ui.note(line);
      const result = await syncLinks({
        ...place,
        executeAll: this.executeAll,
        executeSafe: this.executeSafe,
        dryRun: this.dryRun,
        release: this.release,
        ...concurrencyOf(this.concurrency),
        ...(this.wait === undefined ? {} : { wait: whole(this.wait, '--wait', 0) * 1000 }),
        choose: chooser(this.context, ui, stop.signal),
        onTarget: (t) => ui.note(`target: ${t}`),
        on: progress(ui),
        onPlan: (e) => ui.doing(e.doing),
        signal: stop.signal,
      });
      for (const w of result.warnings) ui.warn(w);
      if (ui.json) ui.document(result);
      else for (const line of linkLines(result)) ui.out(line);
      return EXIT.done;
    } finally {
      stop.done();
    }
  }
}
