import { relative } from 'node:path';
import { Command, Option } from 'clipanion';
import { EXIT } from '../../../lib/errors.ts';
import { Base } from '../../base.ts';
import type { Terminal } from '../../terminal.ts';

export class DbGenerateCommand extends Base {
  static override paths = [['db:generate']];
  static override usage = Command.Usage({
    category: 'Database, with the names of Medusa',
    description: 'Write plan files for these modules',
    examples: [['After a change of the models of two modules', 'tidemark db:generate blog shop']],
  });

  modules = Option.Rest({ name: 'modules' });
  name = Option.String('--name', { description: 'Name of the plan, e.g. add-status' });
  allow = Option.Array('--allow', [], { description: 'Acknowledge this hazard code in the plans written now (repeatable)' });
  reason = Option.String('--reason', { description: 'Why, for --allow' });
  dryRun = Option.Boolean('--dry-run', false, { description: 'Print what would be written, write nothing' });

  async work(ui: Terminal): Promise<number> {
    const { generate } = await import('../../../lib/verbs/db/generate.ts');
    const { planText } = await import('../../../lib/report/plan-report.ts');
    const result = await generate({
      ...this.place(),
      modules: this.modules,
      allow: this.allow,
      dryRun: this.dryRun,
      ...(this.name === undefined ? {} : { name: this.name }),
      ...(this.reason === undefined ? {} : { reason: this.reason }),
      on: (e) => ui.doing(e.doing),
    });
    for (const w of result.warnings) ui.warn(w);
    if (ui.json) {
      ui.document({ ...result, plans: result.plans.map((p) => ({ ...p, written: !this.dryRun })) });
      return EXIT.done;
    }
    for (const { module, chain } of result.modules) {
      const plans = result.plans.filter((p) => p.content.plan.startsWith(`${chain}/`));
      if (plans.length === 0) ui.out(`${module}: skipped, no changes in its definitions`);
      for (const p of plans)
        ui.out(`${module}: ${this.dryRun ? 'would generate' : 'generated'} ${relative(this.place().cwd, p.file)}\n${planText(p.content, ui.colors)}\n`);
    }
    if (result.unacknowledged > 0)
      ui.out(ui.colors.yellow(`${result.unacknowledged} unsafe step(s) wait for somebody to acknowledge them: tidemark ack <plan> <CODE> --reason "…"`));
    if (result.plans.length > 0)
      ui.note(`next: ${this.dryRun ? `tidemark db:generate ${this.modules.join(' ')}` : 'review the files, commit them, then tidemark db:migrate'}`);
    return EXIT.done;
  }
}
