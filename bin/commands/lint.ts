import { Command, Option } from 'clipanion';
import { EXIT } from '../../lib/errors.ts';
import { Base } from '../base.ts';
import { formatOf } from '../format.ts';
import { whole } from '../number.ts';
import type { Terminal } from '../terminal.ts';

export class LintCommand extends Base {
  static override paths = [['lint']];
  static override usage = Command.Usage({
    category: 'Review',
    description: 'Verdict, hazards and locks of hand-written statements; executes nothing; exit 2 when something is unsafe',
    examples: [
      ['A file', 'tidemark lint migrations/0042.sql'],
      ['Standard input, knowing what exists', 'tidemark lint - --from plans'],
    ],
  });

  files = Option.Rest({ name: 'files', required: 1 });
  from = Option.String('--from', {
    description: 'State before the first statement: definitions | plans | empty | a URL | .sql files, or a folder',
  });
  format = Option.String('--format', 'text', { description: 'text, json, github or sarif' });
  floor = Option.String('--floor', { description: 'Oldest PostgreSQL major the statements must run on' });
  inTransaction = Option.Boolean('--in-transaction', false, { description: 'The whole file runs in one transaction' });
  dump = Option.Boolean('--dump', false, {
    description: 'Leave out psql commands and COPY data instead of refusing them',
  });
  all = Option.Boolean('--all', false, { description: 'Print safe statements too' });

  async work(ui: Terminal): Promise<number> {
    const format = formatOf(this.format, ui, ['text', 'json', 'github', 'sarif']);
    const { lint } = await import('../../lib/verbs/lint.ts');
    const report = await import('../../lib/report/lint.ts');
    const files = await lint(
      this.files,
      {
        ...this.place(),
        inTransaction: this.inTransaction,
        dump: this.dump,
        ...(this.from === undefined ? {} : { from: this.from }),
        ...(this.floor === undefined ? {} : { floor: whole(this.floor, '--floor', 13, 18) }),
      },
      async () => {
        const chunks: Buffer[] = [];
        for await (const chunk of this.context.stdin) chunks.push(Buffer.from(chunk as Buffer | string));
        return Buffer.concat(chunks);
      },
    );
    const results = files.map((f) => f.result);
    if (format === 'json') ui.out(report.lintJson(results));
    else if (format === 'github') ui.out(report.lintGithub(results));
    else if (format === 'sarif') ui.out(report.lintSarif(results, this.cli.binaryVersion ?? '0'));
    else
      ui.out(
        report.lintText(
          files.map(({ text, result }) => ({ text, result })),
          ui.colors,
          { all: this.all },
        ),
      );
    return results.some((r) => r.unsafe > 0) ? EXIT.differs : EXIT.done;
  }
}
