import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Command, Option } from 'clipanion';
import { EXIT, TidemarkError } from '../../lib/errors.ts';
import { Base } from '../base.ts';
import type { Terminal } from '../terminal.ts';

export class InitCommand extends Base {
  static override paths = [['init']];
  static override usage = Command.Usage({
    category: 'Plan',
    description: 'Write a config and first definitions; overwrites nothing',
    examples: [
      ['A small start', 'tidemark init'],
      ['The sample shop: three modules, a link, a view', 'tidemark init --example shop'],
    ],
  });

  example = Option.String('--example', { description: 'Definitions to start from: shop' });

  async work(ui: Terminal): Promise<number> {
    const { init } = await import('../../lib/verbs/init.ts');
    const { cwd } = this.place();
    const result = await init({ cwd, ...(this.example === undefined ? {} : { example: folderOf(this.example) }) });
    if (ui.json) ui.document(result);
    else {
      for (const file of result.written) ui.out(`wrote ${file}`);
      for (const file of result.extended) ui.out(`added a line to ${file}`);
      ui.note('next: tidemark plan');
    }
    return EXIT.done;
  }
}

/** Examples stand beside the commands, as plain files. */
function folderOf(example: string): string {
  const folder = fileURLToPath(new URL(`../example/${example}/`, import.meta.url));
  if (/^[a-z]+$/.test(example) && existsSync(folder)) return folder;
  throw new TidemarkError('EXAMPLE_UNKNOWN', `there is no example "${example}"`, {
    next: 'tidemark init --example shop',
    exit: EXIT.usage,
  });
}
