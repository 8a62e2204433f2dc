import { Command, Option } from 'clipanion';
import { EXIT } from '../../lib/errors.ts';
import { Base } from '../base.ts';
import type { Terminal } from '../terminal.ts';

export class ProveCommand extends Base {
  static override paths = [['prove']];
  static override usage = Command.Usage({
    category: 'Review',
    description: 'Prove, classify and seal a plan again after it was edited by hand',
    details:
      'The edit must end at the target of the plan. What you wrote is kept and marked `hand: true`; a way back that you deleted (`undo:` of a segment, or `down: []`) is planned again.',
    examples: [['', 'tidemark prove product/0003-add-status']],
  });

  plan = Option.String({ name: 'plan' });
  shadow = Option.String('--shadow', { description: 'Empty database of a real server to use as shadow' });
  database = Option.String('--database', { description: 'Judge locks by the sizes of its tables (safeBelow in the config)' });

  async work(ui: Terminal): Promise<number> {
    const { prove } = await import('../../lib/verbs/prove.ts');
    const result = await prove(this.plan, {
      ...this.place(),
      on: (e) => ui.doing(e.doing),
      ...(this.shadow === undefined ? {} : { shadow: this.shadow }),
      ...(this.database === undefined ? {} : { database: this.database }),
    });
    if (ui.json) ui.document(result);
    else {
      const { planText } = await import('../../lib/report/plan-report.ts');
      ui.out(`${planText(result.content, ui.colors)}\n`);
      ui.out(result.changed ? `Proved both ways and sealed: ${result.file}` : `Proved both ways; ${result.file} was sealed as it stands`);
      if (result.hand.length > 0) ui.out(`written by hand: ${result.hand.join(', ')}`);
      if (result.resealed.length > 0) ui.out(`carry its new seal: ${result.resealed.join(', ')}`);
      if (result.pending.length > 0)
        ui.out(ui.colors.yellow(`waiting for somebody to acknowledge: tidemark ack ${result.plan} ${result.pending.join(' ')} --reason "…"`));
    }
    return EXIT.done;
  }
}
