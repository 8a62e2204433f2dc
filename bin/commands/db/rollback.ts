import { Command, Option } from 'clipanion';
import { EXIT } from '../../../lib/errors.ts';
import { Connecting } from '../../base.ts';
import { whole } from '../../number.ts';
import { interruptible, progress } from '../../progress.ts';
import type { Terminal } from '../../terminal.ts';

export class DbRollbackCommand extends Connecting {
  static override paths = [['db:rollback']];
  static override usage = Command.Usage({
    category: 'Database, with the names of Medusa',
    description: 'Undo the last run of these modules, as one batch',
    examples: [
      ['What would be undone', 'tidemark db:rollback blog --dry-run'],
      ['Two modules', 'tidemark db:rollback blog shop'],
    ],
  });

  modules = Option.Rest({ name: 'modules' });
  allow = Option.Array('--allow', [], { description: 'Accept this hazard code for this run (repeatable)' });
  withDependents = Option.Boolean('--with-dependents', false, { description: 'Also roll back plans of other modules that need these' });
  hold = Option.Boolean('--hold', false, { description: 'Keep the next db:migrate from running them again' });
  dryRun = Option.Boolean('--dry-run', false, { description: 'Say what would be rolled back, write nothing' });
  wait = Option.String('--wait', { description: 'How long to wait for another run, in seconds (default 600)' });

  async work(ui: Terminal): Promise<number> {
    const { revert } = await import('../../../lib/verbs/db/revert.ts');
    const stop = interruptible(ui);
    try {
      const result = await revert({
        ...this.place(),
        modules: this.modules,
        allow: this.allow,
        withDependents: this.withDependents,
        hold: this.hold,
        dryRun: this.dryRun,
        ...(this.wait === undefined ? {} : { wait: whole(this.wait, '--wait', 0) * 1000 }),
        ...(this.database === undefined ? {} : { database: this.database }),
        onTarget: (t) => ui.note(`target: ${t}`),
        on: progress(ui),
        signal: stop.signal,
      });
      if (ui.json) ui.document(result);
      else {
        for (const p of result.plans) ui.out(`${result.outcome === 'dry run' ? 'would roll back' : 'rolled back'} ${p.plan} (${p.steps} steps)`);
        for (const m of result.skipped) ui.out(`${m}: skipped, nothing of it is applied here`);
        if (result.comesBack && result.plans.length > 0) ui.note('the next db:migrate runs these plans again; --hold prevents that');
      }
      return EXIT.done;
    } finally {
      stop.done();
    }
  }
}
