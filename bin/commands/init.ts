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
      ['A small start; beside a medusa-config, with its application as definitions', 'tidemark init'],
      ['From a database that is there', 'tidemark init --from postgres://app@db/shop'],
      ['The sample shop: three modules, a link, a view', 'tidemark init --example shop'],
    ],
  });

  example = Option.String('--example', { description: 'Definitions to start from: shop' });
  from = Option.String('--from', { description: 'Adopt an existing database: definitions in SQL from what it has, and a baseline' });
  shadow = Option.String('--shadow', { description: 'Empty database of a real server to use as shadow, for --from' });

  async work(ui: Terminal): Promise<number> {
    if (this.from !== undefined) return this.adopt(ui, this.from);
    const { init } = await import('../../lib/verbs/init.ts');
    const { cwd } = this.place();
    const result = await init({ cwd, ...(this.example === undefined ? {} : { example: folderOf(this.example) }) });
    if (ui.json) ui.document(result);
    else {
      for (const file of result.written) ui.out(`wrote ${file}`);
      for (const file of result.extended) ui.out(`added a line to ${file}`);
      ui.note(
        result.medusa
          ? 'next: tidemark plan, and tidemark db:setup; where Medusa has made a database already: tidemark baseline --database postgres://…'
          : 'next: tidemark plan',
      );
    }
    return EXIT.done;
  }

  private async adopt(ui: Terminal, from: string): Promise<number> {
    if (this.example !== undefined)
      throw new TidemarkError('USAGE', '--from and --example both say what the first definitions are', { next: 'give one of the two', exit: EXIT.usage });
    const { initFrom } = await import('../../lib/verbs/init-from.ts');
    const { baselineText } = await import('../../lib/report/baseline-report.ts');
    const result = await initFrom({
      ...this.place(),
      from,
      ...(this.shadow === undefined ? {} : { shadow: this.shadow }),
      onTarget: (t) => ui.note(`target: ${t}`),
      on: (e) => ui.doing(e.doing),
    });
    if (ui.json) ui.document(result);
    else {
      for (const file of result.written) ui.out(`wrote ${file}`);
      for (const file of result.extended) ui.out(`added a line to ${file}`);
      ui.out(baselineText(result.baseline, ui.colors, false));
      ui.note(
        result.agrees ? 'next: set DATABASE_URL, review the files and commit them' : 'next: tidemark plan shows where the definitions and the database differ',
      );
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
