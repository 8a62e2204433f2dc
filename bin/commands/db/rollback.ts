import { Command } from 'clipanion';
import type { RevertResult } from '../../../lib/verbs/db/revert.ts';
import type { RollbackVerbOptions } from '../../../lib/verbs/rollback.ts';
import { RollingBack } from '../../rolling-back.ts';
import type { Terminal } from '../../terminal.ts';

export class DbRollbackCommand extends RollingBack<RevertResult> {
  static override paths = [['db:rollback']];
  static override usage = Command.Usage({
    category: 'Database, with the names of Medusa',
    description: 'Undo the last run of these modules, as one batch',
    examples: [
      ['What would be undone', 'tidemark db:rollback blog --dry-run'],
      ['Two modules', 'tidemark db:rollback blog shop'],
    ],
  });

  async undo(options: RollbackVerbOptions & { readonly modules: readonly string[] }): Promise<RevertResult> {
    const { revert } = await import('../../../lib/verbs/db/revert.ts');
    return revert(options);
  }

  rest(result: RevertResult, ui: Terminal): void {
    for (const m of result.skipped) ui.out(`${m}: skipped, nothing of it is applied here`);
    for (const m of result.left) ui.out(`${m}: left as it is, its last run is an earlier one; the next tidemark db:rollback ${m} takes it`);
    if (result.comesBack && result.plans.length > 0) ui.note('the next db:migrate runs these plans again; --hold prevents that');
  }
}
