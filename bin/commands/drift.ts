import { Command, Option } from 'clipanion';
import { EXIT, TidemarkError } from '../../lib/errors.ts';
import { Connecting } from '../base.ts';
import type { DriftResult } from '../../lib/run/execute/drift.ts';
import type { AdoptOptions } from '../../lib/verbs/adopt-drift.ts';
import type { Terminal } from '../terminal.ts';
import { formatOf } from '../format.ts';

export class DriftCommand extends Connecting {
  static override paths = [['drift']];
  static override usage = Command.Usage({
    category: 'Target',
    description: 'Is the target what the ledger says? For cron: exit 0 in sync, 2 drifted, 1 failed',
    examples: [
      ['For a pull request or a mail', 'tidemark drift --format markdown'],
      ['The statements that put it back', 'tidemark drift --sql'],
      ['Let it be for a while', 'tidemark drift --ignore "index public.order_total" --until 2030-01-31 --reason "load test"'],
    ],
  });

  modules = Option.Rest({ name: 'modules' });
  format = Option.String('--format', 'text', { description: 'text, json, markdown or github' });
  sql = Option.Boolean('--sql', false, { description: 'Print the classified statements that put it back' });
  against = Option.String('--against', { description: 'schema: compare with the definitions in place of the ledger, whatever the version of the server' });
  adopt = Option.Boolean('--adopt', false, { description: 'Take it into the definitions, and into a plan that is recorded here as there already' });
  ignore = Option.Array('--ignore', [], { description: 'Let this drift be until a day; with --until (repeatable)' });
  until = Option.String('--until', { description: 'The day on which what is ignored is told again, e.g. 2030-01-31' });
  reason = Option.String('--reason', { description: 'Why, for --ignore' });
  shadow = Option.String('--shadow', { description: 'Empty database of a real server to use as shadow, for --sql' });

  async work(ui: Terminal): Promise<number> {
    const format = formatOf(this.format, ui, ['text', 'json', 'markdown', 'github']);
    if (this.ignore.length > 0 !== (this.until !== undefined) || (this.sql && this.ignore.length > 0))
      throw new TidemarkError('USAGE', '--ignore and --until go together, and not with --sql', {
        next: 'tidemark drift --ignore <address> --until 2030-01-31',
        exit: EXIT.usage,
      });
    const verbs = await import('../../lib/verbs/drift.ts');
    if (this.adopt && (this.sql || this.ignore.length > 0))
      throw new TidemarkError('USAGE', '--adopt goes with neither --sql nor --ignore', { next: 'tidemark drift --adopt', exit: EXIT.usage });
    if (this.against !== undefined && (this.against !== 'schema' || this.sql || this.adopt))
      throw new TidemarkError('USAGE', '--against takes the word schema, and goes with neither --sql nor --adopt', {
        next: 'tidemark drift --against schema; the statements: tidemark diff --from <database> --to definitions --format sql',
        exit: EXIT.usage,
      });
    const report = await import('../../lib/report/drift-report.ts');
    const options = {
      ...this.place(),
      modules: this.modules,
      ...(this.database === undefined ? {} : { database: this.database }),
      ...(this.shadow === undefined ? {} : { shadow: this.shadow }),
      onTarget: (t: string) => ui.note(`target: ${t}`),
      on: (e: { readonly doing: string }) => ui.doing(e.doing),
    };
    if (this.ignore.length > 0) {
      const let_ = await verbs.ignoreDrift({
        ...options,
        addresses: this.ignore,
        until: this.until!,
        ...(this.reason === undefined ? {} : { reason: this.reason }),
      });
      if (ui.json) ui.document({ ignored: let_, until: this.until });
      else for (const d of let_) ui.out(`${d.address} is ignored until ${this.until!}; another change to it is told at once`);
      return EXIT.done;
    }
    if (this.sql) {
      const { result, way } = await verbs.revertDrift(options);
      if (ui.json) ui.document({ drift: result, ...way });
      else {
        ui.out(report.revertSql(way.segments, way.beyond));
        ui.note(result.drifted.length === 0 ? result.outcome : 'review it, then run it with psql -v ON_ERROR_STOP=1; nothing was changed');
      }
      return exitOf(result.outcome);
    }
    if (this.adopt) return this.adopted(ui, options);
    const result =
      this.against === undefined ? await verbs.drift(options) : await (await import('../../lib/verbs/drift-against.ts')).driftAgainstSchema(options);
    for (const w of result.warnings) ui.warn(w);
    if (format === 'json') ui.document(result);
    else if (format === 'github') ui.out(report.driftGithub(result));
    else
      ui.out(format === 'markdown' ? report.driftMarkdown(result) : report.driftText(result, ui.colors, this.against === undefined ? 'ledger' : 'definitions'));
    return exitOf(result.outcome);
  }

  private async adopted(ui: Terminal, options: AdoptOptions): Promise<number> {
    const { adoptDrift } = await import('../../lib/verbs/adopt-drift.ts');
    const adopted = await adoptDrift(options);
    if (ui.json) ui.document(adopted);
    else if (adopted.definitions.length === 0) {
      const { outcome, died } = adopted.result;
      ui.out(`Nothing to adopt: ${outcome}.`);
      if (died !== undefined) ui.note(`next: ${died.next}`);
      else if (!adopted.agrees) ui.note('next: change the definitions until tidemark plan --check finds nothing');
    } else {
      for (const p of adopted.plans) ui.out(`wrote ${p.file}; recorded here as there already, other targets run it`);
      for (const d of adopted.definitions) {
        const place = d.file === undefined ? '' : `${d.file}:${d.line ?? 1} `;
        ui.out(d.done ? `${place}${d.say}: ${d.address}` : ui.colors.yellow(`${place}is yours to change: ${d.address}: ${d.say}`));
      }
      if (adopted.plans.length === 0 && adopted.agrees) ui.note('nothing to commit: the definitions and the plans stay as they are');
      else
        ui.note(
          adopted.agrees ? 'next: review the files and commit them' : 'next: change the definitions as said above, until tidemark plan --check finds nothing',
        );
    }
    if (adopted.result.outcome === 'run died') return EXIT.failed;
    return adopted.agrees ? EXIT.done : EXIT.differs;
  }
}

/** Where a run died nothing could be compared: that is no "in sync". */
function exitOf(outcome: DriftResult['outcome']): number {
  return outcome === 'drifted' ? EXIT.differs : outcome === 'run died' ? EXIT.failed : EXIT.done;
}
