import { Command, Option } from 'clipanion';
import { EXIT } from '../../lib/errors.ts';
import { Connecting } from '../base.ts';
import type { Terminal } from '../terminal.ts';

export class StatusCommand extends Connecting {
  static override paths = [['status']];
  static override usage = Command.Usage({
    category: 'Target',
    description: 'What ran, what waits, what stopped half-way, and the one command to run next',
  });

  modules = Option.Rest({ name: 'modules' });

  async work(ui: Terminal): Promise<number> {
    const { status } = await import('../../lib/verbs/status.ts');
    const { statusText } = await import('../../lib/report/status-report.ts');
    const result = await status({
      ...this.place(),
      modules: this.modules,
      ...(this.database === undefined ? {} : { database: this.database }),
      onTarget: (t) => ui.note(`target: ${t}`),
    });
    for (const w of result.warnings) ui.warn(w);
    if (ui.json) ui.document(result);
    else ui.out(statusText(result, ui.colors));
    return EXIT.done;
  }
}
