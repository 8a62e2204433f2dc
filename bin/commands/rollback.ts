import { Command, Option } from 'clipanion';
import { EXIT } from '../../lib/errors.ts';
import { Connecting } from '../base.ts';
import { interruptible, progress } from '../progress.ts';
import { whole } from '../number.ts';
import type { Terminal } from '../terminal.ts';

export class RollbackCommand extends Connecting {
  static override paths = [['rollback']];
  static override usage = Command.Usage({
    category: 'Target',
    description: 'Undo plans with the text the ledger stored; needs no files',
    examples: [
      ['The last run', 'tidemark rollback'],
      ['One module, to a plan', 'tidemark rollback product --to product/0002-add-weight'],
    ],
  });

  modules = Option.Rest({ name: 'modules' });
  to = Option.String('--to', { description: 'Roll back what came after this plan; the plan stays' });
  steps = Option.String('--steps', { description: 'How many plans of each module' });
  toCommon = Option.Boolean('--to-common', false, {
    description: 'Roll back what the files do not have: plans of another branch, or that were edited after they ran here',
  });
  withDependents = Option.Boolean('--with-dependents', false, {
    description: 'Also roll back plans of other modules that need these',
  });
  hold = Option.Boolean('--hold', false, { description: 'Keep the next apply from running them again' });
  allow = Option.Array('--allow', [], { description: 'Accept this hazard code for this run (repeatable)' });
  dryRun = Option.Boolean('--dry-run', false, { description: 'Say what would be rolled back, write nothing' });
  acceptCopy = Option.Boolean('--accept-copy', false, { description: 'This database is a copy or a restored backup: its ledger becomes its own' });
  wait = Option.String('--wait', { description: 'How long to wait for another run, in seconds (default 600)' });

  async work(ui: Terminal): Promise<number> {
    const { rollback } = await import('../../lib/verbs/rollback.ts');
    const stop = interruptible(ui);
    try {
      const result = await rollback({
        ...this.place(),
        modules: this.modules,
        allow: this.allow,
        dryRun: this.dryRun,
        acceptCopy: this.acceptCopy,
        hold: this.hold,
        toCommon: this.toCommon,
        withDependents: this.withDependents,
        ...(this.to === undefined ? {} : { to: this.to }),
        ...(this.steps === undefined ? {} : { steps: whole(this.steps, '--steps', 1) }),
        ...(this.wait === undefined ? {} : { wait: whole(this.wait, '--wait', 0) * 1000 }),
        ...(this.database === undefined ? {} : { database: this.database }),
        onTarget: (t) => ui.note(`target: ${t}`),
        on: progress(ui),
        signal: stop.signal,
      });
      if (ui.json) ui.document(result);
      else {
        if (result.plans.length === 0) ui.out('Nothing to roll back.');
        for (const p of result.plans) ui.out(`${result.outcome === 'dry run' ? 'would roll back' : 'rolled back'} ${p.plan} (${p.steps} steps)`);
        if (result.comesBack && result.plans.length > 0) ui.note('the next tidemark apply runs these plans again; tidemark rollback --hold prevents that');
      }
      return EXIT.done;
    } finally {
      stop.done();
    }
  }
}
