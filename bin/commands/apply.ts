import { Command, Option } from 'clipanion';
import { EXIT } from '../../lib/errors.ts';
import { appliedLine } from '../../lib/report/apply-report.ts';
import { Connecting } from '../base.ts';
import { interruptible, progress } from '../progress.ts';
import { whole } from '../number.ts';
import type { Terminal } from '../terminal.ts';

export class ApplyCommand extends Connecting {
  static override paths = [['apply']];
  static override usage = Command.Usage({
    category: 'Target',
    description: 'Run the pending plans on a target; resumes what was interrupted',
    examples: [
      ['What would run', 'tidemark apply --dry-run'],
      ['On a server', 'tidemark apply --database postgres://app@db/shop'],
    ],
  });

  modules = Option.Rest({ name: 'modules' });
  to = Option.String('--to', { description: 'Run up to this plan' });
  allow = Option.Array('--allow', [], {
    description: 'Accept this hazard code for this run; recorded in the ledger (repeatable)',
  });
  dryRun = Option.Boolean('--dry-run', false, {
    description: 'Check everything in a read-only transaction, write nothing',
  });
  release = Option.Boolean('--release', false, { description: 'Run plans again that were rolled back with --hold' });
  requireEqual = Option.Boolean('--require-equal', false, {
    description: 'Exit 3 when the target has plans that the files lack',
  });
  concurrency = Option.String('--concurrency', { description: 'Modules that do not need each other run side by side, this many at a time (default 1)' });
  allOrNothing = Option.Boolean('--all-or-nothing', false, {
    description: 'After a failure the target is as before: one transaction where that can be, else this run is undone',
  });
  acceptCopy = Option.Boolean('--accept-copy', false, { description: 'This database is a copy or a restored backup: its ledger becomes its own' });
  wait = Option.String('--wait', { description: 'How long to wait for another run, in seconds (default 600)' });

  async work(ui: Terminal): Promise<number> {
    const { apply } = await import('../../lib/verbs/apply.ts');
    const stop = interruptible(ui);
    try {
      const result = await apply({
        ...this.place(),
        modules: this.modules,
        allow: this.allow,
        dryRun: this.dryRun,
        acceptCopy: this.acceptCopy,
        release: this.release,
        requireEqual: this.requireEqual,
        allOrNothing: this.allOrNothing,
        ...(this.concurrency === undefined ? {} : { concurrency: whole(this.concurrency, '--concurrency', 1) }),
        ...(this.to === undefined ? {} : { to: this.to }),
        ...(this.wait === undefined ? {} : { wait: whole(this.wait, '--wait', 0) * 1000 }),
        ...(this.database === undefined ? {} : { database: this.database }),
        onTarget: (t) => ui.note(`target: ${t}`),
        on: progress(ui),
        signal: stop.signal,
      });
      for (const w of result.warnings) ui.warn(w);
      if (ui.json) ui.document(result);
      else {
        if (result.outcome !== 'applied' && result.plans.length === 0) ui.out(this.nothing(result.held, result.planFiles));
        else for (const p of result.plans) ui.out(appliedLine(p, result.outcome === 'dry run'));
        if (result.ahead.length > 0) ui.note(`on the target and not in the files: ${result.ahead.join(', ')}`);
        if (result.held.length > 0) ui.note(`held back: ${result.held.join(', ')} (tidemark apply --release)`);
      }
      return EXIT.done;
    } finally {
      stop.done();
    }
  }

  private nothing(held: readonly string[], plansHere: boolean): string {
    if (held.length > 0) return 'Nothing to do: what is not applied is held back.';
    if (!plansHere) return 'Nothing to do: there are no plan files.';
    return this.to === undefined && this.modules.length === 0 ? 'Nothing to do: every plan is applied.' : 'Nothing to do: what was asked for is applied.';
  }
}
