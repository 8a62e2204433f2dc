import { Command, Option } from 'clipanion';
import { EXIT } from '../../lib/errors.ts';
import { Base } from '../base.ts';
import { formatOf } from '../format.ts';
import type { Terminal } from '../terminal.ts';

export class ShowCommand extends Base {
  static override paths = [['show']];
  static override usage = Command.Usage({
    category: 'Review',
    description: 'Read a plan; executes nothing',
    examples: [['As a pull-request comment', 'tidemark show product/0003-add-status --format markdown']],
  });

  plan = Option.String({ name: 'plan' });
  format = Option.String('--format', 'text', { description: 'text, sql, json or markdown' });
  down = Option.Boolean('--down', false, { description: 'Show the way down too (with sql: only it)' });

  async work(ui: Terminal): Promise<number> {
    const { show } = await import('../../lib/verbs/show.ts');
    const report = await import('../../lib/report/plan-report.ts');
    const { plan } = await show(this.plan, this.place());
    const format = formatOf(this.format, ui, ['text', 'sql', 'json', 'markdown']);
    if (format === 'json') ui.document(plan);
    else if (format === 'sql') ui.out(report.planSql(plan, this.down ? 'down' : 'up'));
    else if (format === 'markdown') ui.out(report.planMarkdown(plan));
    else ui.out(report.planText(plan, ui.colors, { down: this.down }));
    return EXIT.done;
  }
}
