// What the two commands that undo plans share: flags, what they hand on, how they tell what was undone.
import { Option } from 'clipanion';
import type { RollbackResult } from '../lib/run/execute/rollback.ts';
import type { RollbackVerbOptions } from '../lib/verbs/rollback.ts';
import { EXIT } from '../lib/errors.ts';
import { Connecting } from './base.ts';
import { whole } from './number.ts';
import { interruptible, progress } from './progress.ts';
import type { Terminal } from './terminal.ts';

export abstract class RollingBack<Result extends RollbackResult> extends Connecting {
  modules = Option.Rest({ name: 'modules' });
  allow = Option.Array('--allow', [], { description: 'Accept this hazard code for this run (repeatable)' });
  withDependents = Option.Boolean('--with-dependents', false, { description: 'Also roll back plans of other modules that need these' });
  hold = Option.Boolean('--hold', false, { description: 'Keep the next run from applying them again' });
  dryRun = Option.Boolean('--dry-run', false, { description: 'Say what would be rolled back, write nothing' });
  acceptCopy = Option.Boolean('--accept-copy', false, { description: 'This database is a copy or a restored backup: its ledger becomes its own' });
  wait = Option.String('--wait', { description: 'How long to wait for another run, in seconds (default 600)' });

  abstract undo(options: RollbackVerbOptions & { readonly modules: readonly string[] }): Promise<Result>;
  /** After the plans. */
  abstract rest(result: Result, ui: Terminal): void;

  async work(ui: Terminal): Promise<number> {
    const stop = interruptible(ui);
    try {
      const result = await this.undo({
        ...this.place(),
        modules: this.modules,
        allow: this.allow,
        withDependents: this.withDependents,
        hold: this.hold,
        dryRun: this.dryRun,
        acceptCopy: this.acceptCopy,
        ...(this.wait === undefined ? {} : { wait: whole(this.wait, '--wait', 0) * 1000 }),
        ...(this.database === undefined ? {} : { database: this.database }),
        onTarget: (t) => ui.note(`target: ${t}`),
        on: progress(ui),
        signal: stop.signal,
      });
      if (ui.json) ui.document(result);
      else {
        for (const p of result.plans) ui.out(`${result.outcome === 'dry run' ? 'would roll back' : 'rolled back'} ${p.plan} (${p.steps} steps)`);
        this.rest(result, ui);
      }
      return EXIT.done;
    } finally {
      stop.done();
    }
  }
}
