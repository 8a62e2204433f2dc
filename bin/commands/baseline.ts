import { relative } from 'node:path';
import { Command, Option } from 'clipanion';
import { EXIT } from '../../lib/errors.ts';
import { Connecting } from '../base.ts';
import { interruptible, progress } from '../progress.ts';
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
  dryRun = Option.Boolean('--dry-run', false, { description: 'Say what would be written, write nothing' });
  shadow = Option.String('--shadow', { description: 'Empty database of a real server to use as shadow' });

  async work(ui: Terminal): Promise<number> {
    const { baseline } = await import('../../lib/verbs/baseline.ts');
    const { baselineText } = await import('../../lib/report/baseline-report.ts');
    const stop = interruptible(ui);
    const tell = progress(ui);
    try {
      const result = await baseline({
        ...this.place(),
        modules: this.modules,
        dryRun: this.dryRun,
        ...(this.to.length === 0 ? {} : { to: this.to }),
        ...(this.shadow === undefined ? {} : { shadow: this.shadow }),
        ...(this.database === undefined ? {} : { database: this.database }),
        onTarget: (t) => ui.note(`target: ${t}`),
        on: (e) => ('doing' in e ? ui.doing(e.doing) : tell(e)),
        signal: stop.signal,
      });
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
}
