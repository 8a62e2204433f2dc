import { relative } from 'node:path';
import { Command, Option } from 'clipanion';
import { EXIT } from '../../lib/errors.ts';
import { Connecting } from '../base.ts';
import { interruptible, progress } from '../progress.ts';
import type { BaselineOptions } from '../../lib/verbs/baseline.ts';
import type { Terminal } from '../terminal.ts';

export class BaselineCommand extends Connecting {
  static override paths = [['baseline']];
  static override usage = Command.Usage({
    category: 'Target',
    description: 'Take over an existing database: first plans from what it has, recorded as applied; nothing in it is changed',
    examples: [
      ['The database that the definitions describe', 'tidemark baseline --database postgres://app@db/shop'],
      ['Another one, which has the plans up to a certain one', 'tidemark baseline --to product/0007-prices'],
    ],
  });

  modules = Option.Rest({ name: 'modules' });
  to = Option.Array('--to', [], { description: 'The database has this plan and those before it (repeatable)' });
  recheck = Option.Boolean('--recheck', false, { description: 'Look at accepted differences again; those that are gone no longer stand in the way' });
  dryRun = Option.Boolean('--dry-run', false, { description: 'Say what would be written, write nothing' });
  shadow = Option.String('--shadow', { description: 'Empty database of a real server to use as shadow' });

  async work(ui: Terminal): Promise<number> {
    const { baseline } = await import('../../lib/verbs/baseline.ts');
    const { baselineText } = await import('../../lib/report/baseline-report.ts');
    const stop = interruptible(ui);
    const tell = progress(ui);
    const options: BaselineOptions = {
      ...this.place(),
      modules: this.modules,
      dryRun: this.dryRun,
      ...(this.to.length === 0 ? {} : { to: this.to }),
      ...(this.shadow === undefined ? {} : { shadow: this.shadow }),
      ...(this.database === undefined ? {} : { database: this.database }),
      onTarget: (t) => ui.note(`target: ${t}`),
      on: (e) => ('doing' in e ? ui.doing(e.doing) : tell(e)),
      signal: stop.signal,
    };
    try {
      if (this.recheck) return await this.checked(ui, options);
      const result = await baseline(options);
      for (const w of result.warnings) ui.warn(w);
      if (ui.json) ui.document(result);
      else {
        ui.out(baselineText({ ...result, written: result.written.map((w) => ({ ...w, file: relative(this.place().cwd, w.file) })) }, ui.colors, this.dryRun));
        ui.note('next: tidemark plan, for what the definitions want beyond it');
      }
      return EXIT.done;
    } finally {
      stop.done();
    }
  }

  private async checked(ui: Terminal, options: BaselineOptions): Promise<number> {
    const { recheck } = await import('../../lib/verbs/recheck.ts');
    const result = await recheck(options);
    if (ui.json) ui.document(result);
    else {
      for (const address of result.settled) ui.out(`${address} is now what the plans say`);
      for (const address of result.accepted) ui.out(`${address} is still otherwise`);
      if (result.settled.length + result.accepted.length === 0) ui.out('No accepted differences here.');
    }
    return EXIT.done;
  }
}
