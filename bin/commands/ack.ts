import { Command, Option } from 'clipanion';
import { EXIT } from '../../lib/errors.ts';
import { Base } from '../base.ts';
import type { Terminal } from '../terminal.ts';

export class AckCommand extends Base {
  static override paths = [['ack']];
  static override usage = Command.Usage({
    category: 'Review',
    description: 'Acknowledge hazards of a plan, with a reason that stands in the file',
    examples: [['', 'tidemark ack product/0003-drop-legacy DATA_DROP_COLUMN COMPAT_DROP --reason "unused since 4.2"']],
  });

  plan = Option.String({ name: 'plan' });
  codes = Option.Rest({ name: 'codes', required: 1 });
  reason = Option.String('--reason', { required: true, description: 'Why this is acceptable' });

  async work(ui: Terminal): Promise<number> {
    const { ack } = await import('../../lib/verbs/ack.ts');
    const result = await ack(this.plan, this.codes, this.reason, this.place());
    if (ui.json) ui.document(result);
    else {
      ui.out(`${result.plan}: acknowledged ${result.acknowledged.join(', ')}`);
      ui.out(result.pending.length === 0 ? 'Nothing in this plan waits for acknowledgement.' : ui.colors.yellow(`still waiting: ${result.pending.join(', ')}`));
    }
    return EXIT.done;
  }
}
