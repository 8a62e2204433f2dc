import { Command, Option } from 'clipanion';
import { EXIT } from '../../../lib/errors.ts';
import { Connecting } from '../../base.ts';
import { whole } from '../../number.ts';
import { interruptible, progress } from '../../progress.ts';
import type { Terminal } from '../../terminal.ts';
import { scriptProgress } from './migrate/scripts.ts';
import { aboutSearch, chooser, concurrencyOf, tellMigrated } from '../../db-said.ts';

/** Flags of db:migrate and db:setup. */
export abstract class Migrating extends Connecting {
  skipScripts = Option.Boolean('--skip-scripts', false, { description: 'Leave data scripts alone' });
  skipLinks = Option.Boolean('--skip-links', false, { description: 'Leave links alone' });
  executeAllLinks = Option.Boolean('--execute-all-links', false, { description: 'Run also what changes or drops a link table' });
  executeSafeLinks = Option.Boolean('--execute-safe-links', false, { description: 'Leave what changes or drops a link table; wins over --execute-all-links' });
  concurrency = Option.String('--concurrency', {
    description: 'How many plans of independent modules run at a time (default DB_MIGRATION_CONCURRENCY, else 1)',
  });
  allOrNothing = Option.Boolean('--all-or-nothing', false, { description: 'After a failure undo the plans of this run, and nothing else' });
  allow = Option.Array('--allow', [], { description: 'Accept this hazard code for this run; recorded in the ledger (repeatable)' });
  wait = Option.String('--wait', { description: 'How long to wait for another run, in seconds (default 600)' });
  skipSearch = Option.Boolean('--skip-search', false, { description: "Search is Medusa's own; does nothing here" });
  executeAllSearch = Option.Boolean('--execute-all-search', false, { description: "Search is Medusa's own; does nothing here" });
  executeSafeSearch = Option.Boolean('--execute-safe-search', false, { description: "Search is Medusa's own; does nothing here" });

  /** As both verbs take them. */
  options(ui: Terminal, signal: AbortSignal, interactive = true) {
    aboutSearch(ui, [this.skipSearch, this.executeAllSearch, this.executeSafeSearch]);
    return {
      ...this.place(),
      skipScripts: this.skipScripts,
      skipLinks: this.skipLinks,
      executeAllLinks: this.executeAllLinks,
      executeSafeLinks: this.executeSafeLinks,
      allOrNothing: this.allOrNothing,
      allow: this.allow,
      ...concurrencyOf(this.concurrency),
      ...(this.wait === undefined ? {} : { wait: whole(this.wait, '--wait', 0) * 1000 }),
      ...(this.database === undefined ? {} : { database: this.database }),
      choose: interactive ? chooser(this.context, ui, signal) : undefined,
      signal,
      onTarget: (t: string) => ui.note(`target: ${t}`),
      on: progress(ui),
      onPlan: (e: { readonly doing: string }) => ui.doing(e.doing),
      onScript: scriptProgress(ui),
    };
  }
}

export class DbMigrateCommand extends Migrating {
  static override paths = [['db:migrate']];
  static override usage = Command.Usage({
    category: 'Database, with the names of Medusa',
    description: 'Apply pending plans, then sync links, then run data scripts',
    examples: [
      ['Everything that would be done', 'tidemark db:migrate --dry-run'],
      ['In a deployment, where nobody can be asked', 'tidemark db:migrate --execute-safe-links --all-or-nothing'],
    ],
  });

  dryRun = Option.Boolean('--dry-run', false, { description: 'Say what would be done, write nothing' });

  async work(ui: Terminal): Promise<number> {
    const { migrate } = await import('../../../lib/verbs/db/migrate.ts');
    const stop = interruptible(ui);
    try {
      const result = await migrate({ ...this.options(ui, stop.signal), dryRun: this.dryRun });
      tellMigrated(ui, result);
      return EXIT.done;
    } finally {
      stop.done();
    }
  }
}
