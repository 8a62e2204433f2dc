import { Command, Option } from 'clipanion';
import { EXIT } from '../../lib/errors.ts';
import { Connecting } from '../base.ts';
import type { Terminal } from '../terminal.ts';
import { formatOf } from '../format.ts';

export class DriftCommand extends Connecting {
  static override paths = [['drift']];
  static override usage = Command.Usage({
    category: 'Target',
    description: 'Is the target what the ledger says? For cron: exit 0 in sync, 2 drifted, 1 failed',
    examples: [['For a pull request or a mail', 'tidemark drift --format markdown']],
  });

  modules = Option.Rest({ name: 'modules' });
  format = Option.String('--format', 'text', { description: 'text, json or markdown' });

  async work(ui: Terminal): Promise<number> {
    const format = formatOf(this.format, ui, ['text', 'json', 'markdown']);
    const { drift } = await import('../../lib/verbs/drift.ts');
    const report = await import('../../lib/report/drift-report.ts');
    const result = await drift({
      ...this.place(),
      modules: this.modules,
      ...(this.database === undefined ? {} : { database: this.database }),
      onTarget: (t) => ui.note(`target: ${t}`),
    });
    for (const w of result.warnings) ui.warn(w);
    if (format === 'json') ui.document(result);
    else ui.out(format === 'markdown' ? report.driftMarkdown(result) : report.driftText(result, ui.colors));
    return result.outcome === 'drifted' ? EXIT.differs : EXIT.done;
  }
}
