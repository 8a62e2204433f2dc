import { relative } from 'node:path';
import { Command, Option } from 'clipanion';
import { EXIT, TidemarkError } from '../../lib/errors.ts';
import { listed } from '../../lib/report/listed.ts';
import { Base } from '../base.ts';
import { whole } from '../number.ts';
import type { Terminal } from '../terminal.ts';

export class PlanCommand extends Base {
  static override paths = [['plan']];
  static override usage = Command.Usage({
    category: 'Plan',
    description: 'Write proved plan files for what the definitions want beyond the committed plans',
    examples: [
      ['Plan everything', 'tidemark plan'],
      ['Plan one module', 'tidemark plan product'],
      ['In CI: fail when something is not planned', 'tidemark plan --check'],
      ['One plan per module in place of a long chain, for new databases', 'tidemark plan --checkpoint'],
      ['After a merge of two branches that both planned a module', 'tidemark plan --rebase'],
      ['After a merge, where a plan does not fit what others planned in other modules', 'tidemark plan --rebase order/0004-add-total'],
    ],
  });

  modules = Option.Rest({ name: 'modules' });
  name = Option.String('--name', { description: 'Name of the plan, e.g. add-status' });
  allow = Option.Array('--allow', [], {
    description: 'Acknowledge this hazard code in the plans written now (repeatable)',
  });
  reason = Option.String('--reason', { description: 'Why, for --allow' });
  rename = Option.Array('--rename', [], {
    description: 'A rename: product.bio:website, written to the hints file of the module (repeatable)',
  });
  floor = Option.String('--floor', { description: 'Oldest PostgreSQL major the plans must run on' });
  safeOnly = Option.Boolean('--safe-only', false, {
    description: 'Hold unsafe changes back: listed in the plan as withheld, and counted as planned',
  });
  contract = Option.Boolean('--contract', false, { description: 'Plan what earlier plans hold back' });
  noOnline = Option.Boolean('--no-online', false, {
    description: 'Plain statements instead of lock-friendly sequences',
  });
  check = Option.Boolean('--check', false, { description: 'Write nothing; exit 2 when there is something to plan' });
  dryRun = Option.Boolean('--dry-run', false, { description: 'Print what would be written, write nothing' });
  rebase = Option.Boolean('--rebase', false, {
    description: 'After a merge: one line of plans again, those of the upstream branch first',
  });
  onto = Option.String('--onto', {
    description: 'With --rebase: the branch whose plans keep their place (default: origin/HEAD, main or master)',
  });
  checkpoint = Option.Boolean('--checkpoint', false, {
    description: 'Plans that stand for all plans so far: a new database starts from them, others record them',
  });
  shadow = Option.String('--shadow', { description: 'Empty database of a real server to use as shadow' });

  database = Option.String('--database', {
    description: 'Database whose table sizes decide what safeBelow of the config calls small; it is only read',
  });

  async work(ui: Terminal): Promise<number> {
    if (this.rebase) return this.rebased(ui);
    if (this.checkpoint) return this.checkpointed(ui);
    const { plan } = await import('../../lib/verbs/plan.ts');
    const { planText, withheldLines } = await import('../../lib/report/plan-report.ts');
    if (this.rename.length > 0) {
      if (this.dryRun || this.check)
        throw new TidemarkError('USAGE', '--rename writes a hints file, and --dry-run and --check write nothing', {
          next: 'run tidemark plan --rename … without them',
          exit: EXIT.usage,
        });
      const { writeRenames } = await import('../../lib/verbs/rename-hints.ts');
      for (const line of await writeRenames(this.rename, this.place())) ui.note(line);
    }
    const dry = this.dryRun || this.check;
    const result = await plan({
      ...this.place(),
      modules: this.modules,
      allow: this.allow,
      dryRun: dry,
      on: (e) => ui.doing(e.doing),
      ...(this.reason === undefined ? {} : { reason: this.reason }),
      ...(this.name === undefined ? {} : { name: this.name }),
      ...(this.floor === undefined ? {} : { floor: whole(this.floor, '--floor', 13, 18) }),
      ...(this.noOnline ? { online: false } : {}),
      ...(this.shadow === undefined ? {} : { shadow: this.shadow }),
      safeOnly: this.safeOnly,
      contract: this.contract,
      ...(this.database === undefined ? {} : { database: this.database }),
    });
    for (const w of result.warnings) ui.warn(w);
    if (result.unmodelled.length > 0) ui.warn(`not managed by tidemark, left alone: ${listed(result.unmodelled)}`);
    if (result.ignored.length > 0) ui.note(`ignored by the config: ${result.ignored.join(', ')}`);
    if (result.elsewhere.length > 0)
      ui.note(
        `${result.elsewhere.join(', ')}: planned and applied on each target by tidemark db:sync-links; tidemark plan ${result.elsewhere[0]} writes plan files instead`,
      );
    if (ui.json)
      ui.document({
        plans: result.plans.map((p) => ({ plan: p.plan, file: p.file, written: !dry, content: p.content })),
        unacknowledged: result.unacknowledged,
        withheld: result.withheld,
        warnings: result.warnings,
        unmodelled: result.unmodelled,
        ignored: result.ignored,
      });
    else if (result.plans.length === 0) ui.out('Nothing to plan: the committed plans build what the definitions say.');
    else {
      for (const p of result.plans) ui.out(`${planText(p.content, ui.colors)}\n\n`);
      ui.out(`${dry ? 'Would write' : 'Wrote'} ${result.plans.map((p) => relative(this.place().cwd, p.file)).join(', ')}`);
      if (result.unacknowledged > 0) {
        ui.out(ui.colors.yellow(`${result.unacknowledged} unsafe step(s) wait for somebody to acknowledge them: tidemark ack <plan> <CODE> --reason "…"`));
      }
      ui.note(`next: ${dry ? 'tidemark plan' : `review the files, commit them, then tidemark ${result.elsewhere.length > 0 ? 'db:migrate' : 'apply'}`}`);
    }
    if (!ui.json) for (const line of withheldLines(result.withheld, ui.colors)) ui.out(line);
    return this.check && result.plans.length > 0 ? EXIT.differs : EXIT.done;
  }

  async checkpointed(ui: Terminal): Promise<number> {
    if (this.check || this.safeOnly || this.contract || this.rename.length > 0 || this.noOnline || this.database !== undefined)
      throw new TidemarkError(
        'USAGE',
        '--checkpoint reads the committed plans alone: of the other flags it takes --name, --allow, --floor, --shadow, --dry-run',
        {
          next: 'tidemark plan --checkpoint',
          exit: EXIT.usage,
        },
      );
    const { checkpoint } = await import('../../lib/verbs/checkpoint.ts');
    const result = await checkpoint({
      ...this.place(),
      modules: this.modules,
      allow: this.allow,
      dryRun: this.dryRun,
      on: (e) => ui.doing(e.doing),
      ...(this.reason === undefined ? {} : { reason: this.reason }),
      ...(this.name === undefined ? {} : { name: this.name }),
      ...(this.floor === undefined ? {} : { floor: whole(this.floor, '--floor', 13, 18) }),
      ...(this.shadow === undefined ? {} : { shadow: this.shadow }),
    });
    for (const w of result.warnings) ui.warn(w);
    if (ui.json) ui.document({ plans: result.plans.map((p) => ({ ...p, written: !this.dryRun })), replaced: result.replaced, warnings: result.warnings });
    else if (result.plans.length === 0) ui.out('Nothing to stand for: there are no plans since the last checkpoint.');
    else {
      for (const p of result.plans) ui.out(`${p.plan}  ${p.content.summary}`);
      ui.out(`${this.dryRun ? 'Would write' : 'Wrote'} ${result.plans.map((p) => relative(this.place().cwd, p.file)).join(', ')}`);
      ui.note(
        `once every database has ${result.plans.length === 1 ? 'it' : 'them'} recorded (tidemark status), the ${result.replaced.length} older plan file(s) may be deleted`,
      );
      ui.note(`next: ${this.dryRun ? 'tidemark plan --checkpoint' : 'commit, then tidemark apply'}`);
    }
    return EXIT.done;
  }

  async rebased(ui: Terminal): Promise<number> {
    const { rebase } = await import('../../lib/verbs/rebase.ts');
    const result = await rebase({
      ...this.place(),
      dryRun: this.dryRun || this.check,
      on: (e) => ui.doing(e.doing),
      ...(this.onto === undefined ? {} : { onto: this.onto }),
      plans: this.modules,
      ...(this.shadow === undefined ? {} : { shadow: this.shadow }),
    });
    if (ui.json) ui.document(result);
    else if (result.moved.length === 0) ui.out('Nothing to rebase: every module has one line of plans.');
    else {
      if (result.kept.length > 0) ui.out(`${result.kept.join(', ')} keeps its place (${result.by})`);
      for (const m of result.moved) {
        if (m.to === undefined) ui.out(`${m.from} is gone: nothing is left to do for it`);
        else ui.out(`${m.from} -> ${m.to}: ${m.asItWas ? 'as it was, proved on its new base' : 'planned again from the definitions'}`);
      }
      ui.note('next: tidemark check, then git add plans');
    }
    return this.check && result.moved.length > 0 ? EXIT.differs : EXIT.done;
  }
}
