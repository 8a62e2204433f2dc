import { Command, Option } from 'clipanion';
import { Base } from '../base.ts';
import type { Terminal } from '../terminal.ts';

export class CheckCommand extends Base {
  static override paths = [['check']];
  static override usage = Command.Usage({
    category: 'Review',
    description: 'The gate for CI: planned, sealed, chained, proved, acknowledged; exit 2 unplanned, 3 a person must decide',
    examples: [['Only what a branch adds', 'tidemark check --since origin/main']],
  });

  since = Option.String('--since', { description: 'A git ref: prove what is new since, refuse changes to plans merged there' });

  async work(ui: Terminal): Promise<number> {
    const { check } = await import('../../lib/verbs/check.ts');
    const { withheldLines } = await import('../../lib/report/plan-report.ts');
    const result = await check({ ...this.place(), on: (e) => ui.doing(e.doing), ...(this.since === undefined ? {} : { since: this.since }) });
    if (ui.json) ui.document(result);
    else {
      for (const f of result.findings) ui.out(`${ui.colors.red(f.id)} ${f.message}${f.next === undefined ? '' : `\n  next: ${f.next}`}`);
      ui.out(
        result.findings.length === 0
          ? ui.colors.green(`Good: ${result.plans} plan(s) sealed and chained, ${result.proved} proved both ways, nothing unplanned, nothing unacknowledged.`)
          : result.read
            ? `${result.findings.length} finding(s) in ${result.plans} plan(s)`
            : `${result.findings.length} finding(s); the plans were not read further, nothing was proved and nothing else was looked at`,
      );
      for (const line of withheldLines(result.withheld, ui.colors)) ui.out(line);
    }
    return result.exit;
  }
}
