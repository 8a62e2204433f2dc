import { Command, Option } from 'clipanion';
import { EXIT } from '../../../../lib/errors.ts';
import { Base } from '../../../base.ts';
import type { Terminal } from '../../../terminal.ts';

export class DbMigrateSearchCommand extends Base {
  static override paths = [['db:migrate:search']];
  static override usage = Command.Usage({
    category: 'Database, with the names of Medusa',
    description: "Does nothing: search indexes are Medusa's own",
  });

  executeAllSearch = Option.Boolean('--execute-all-search', false, { description: "Medusa's; does nothing here" });
  executeSafeSearch = Option.Boolean('--execute-safe-search', false, { description: "Medusa's; does nothing here" });

  async work(ui: Terminal): Promise<number> {
    if (ui.json) ui.document({ outcome: 'nothing to do' });
    else ui.out("Nothing to do: search indexes are Medusa's own, and medusa db:migrate:search migrates them.");
    return EXIT.done;
  }
}
