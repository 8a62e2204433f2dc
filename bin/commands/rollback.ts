import { Command, Option } from 'clipanion';
import type { RollbackResult } from '../../lib/run/execute/rollback.ts';
import type { RollbackVerbOptions } from '../../lib/verbs/rollback.ts';
import { whole } from '../number.ts';
import { RollingBack } from '../rolling-back.ts';
import type { Terminal } from '../terminal.ts';

export class RollbackCommand extends RollingBack<RollbackResult> {
  static override paths = [['rollback']];
  static override usage = Command.Usage({
    category: 'Target',
    description: 'Undo plans with the text the ledger stored; needs no files',
    examples: [
      ['The last run', 'tidemark rollback'],
      ['One module, to a plan', 'tidemark rollback product --to product/0002-add-weight'],
    ],
  });

  to = Option.String('--to', { description: 'Roll back what came after this plan; the plan stays' });
  steps = Option.String('--steps', { description: 'How many plans of each module' });
  toCommon = Option.Boolean('--to-common', false, {
    description: 'Roll back what the files do not have: plans of another branch, or that were edited after they ran here',
  });

  async undo(options: RollbackVerbOptions): Promise<RollbackResult> {
    const { rollback } = await import('../../lib/verbs/rollback.ts');
    return rollback({
      ...options,
      toCommon: this.toCommon,
      ...(this.to === undefined ? {} : { to: this.to }),
      ...(this.steps === undefined ? {} : { steps: whole(this.steps, '--steps', 1) }),
    });
  }

  rest(result: RollbackResult, ui: Terminal): void {
    if (result.plans.length === 0) ui.out('Nothing to roll back.');
    else if (this.toCommon) ui.note('next: tidemark apply, for the plans that the files have in their place');
    else if (result.comesBack) ui.note('the next tidemark apply runs these plans again; tidemark rollback --hold prevents that');
  }
}
