import { Command, Option } from 'clipanion';
import { EXIT } from '../../lib/errors.ts';
import { listed } from '../../lib/report/listed.ts';
import { Base } from '../base.ts';
import { formatOf } from '../format.ts';
import { whole } from '../number.ts';
import type { Terminal } from '../terminal.ts';

export class DiffCommand extends Base {
  static override paths = [['diff']];
  static override usage = Command.Usage({
    category: 'Plan',
    description: 'Compare any two states: definitions, plans, empty, a database, .sql files; exit 0 equal, 2 different',
    examples: [
      ['SQL from one file to another', 'tidemark diff --from old.sql --to new.sql --format sql'],
      ['Is this database what the definitions say?', 'tidemark diff --from postgres://app@db/shop --to definitions'],
    ],
  });

  from = Option.String('--from', {
    required: true,
    description: 'definitions | plans | empty | postgres://… | pglite:<dir> | .sql files, or a folder',
  });
  to = Option.String('--to', { required: true, description: 'the same' });
  format = Option.String('--format', 'text', { description: 'text, sql or json' });
  noOnline = Option.Boolean('--no-online', false, {
    description: 'Plain statements instead of lock-friendly sequences',
  });
  floor = Option.String('--floor', { description: 'Oldest PostgreSQL major the statements must run on' });

  async work(ui: Terminal): Promise<number> {
    const format = formatOf(this.format, ui, ['text', 'sql', 'json']);
    const { diff } = await import('../../lib/verbs/diff.ts');
    const report = await import('../../lib/report/plan-report.ts');
    const result = await diff({
      ...this.place(),
      from: this.from,
      to: this.to,
      online: !this.noOnline,
      on: (e) => ui.doing(e.doing),
      ...(this.floor === undefined ? {} : { floor: whole(this.floor, '--floor', 13, 18) }),
    });
    for (const w of result.warnings) ui.warn(w);
    if (result.unmodelled.length > 0) ui.warn(`not compared, since tidemark does not model it: ${listed(result.unmodelled)}`);
    if (format === 'json')
      ui.document({
        equal: result.equal,
        changes: result.changes,
        segments: result.segments.map((s) => ({
          transaction: s.transaction,
          steps: s.steps.map(({ does, sql, verdict, hazards, lock }) => ({ step: does, verdict, hazards, lock, sql })),
        })),
        unmodelled: result.unmodelled,
      });
    else if (format === 'sql') ui.out(report.judgedSql(result.segments));
    else if (result.equal) ui.out('Equal.');
    else {
      for (const s of result.segments.flatMap((g) => g.steps)) {
        ui.out(report.stepLine({ step: s.does, verdict: s.verdict ?? 'unsafe', ...(s.lock === undefined ? {} : { lock: s.lock }) }, ui.colors));
        for (const h of s.hazards ?? []) ui.out(`      ${s.verdict === 'unsafe' ? ui.colors.red(h.code) : ui.colors.dim(h.code)} ${h.message}`);
      }
      ui.out(`${result.changes.length} difference(s). The statements: --format sql`);
    }
    return result.equal ? EXIT.done : EXIT.differs;
  }
}
