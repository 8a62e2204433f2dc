import { Command, Option } from 'clipanion';
import { EXIT } from '../../../../lib/errors.ts';
import type { ScriptEvent, ScriptsResult } from '../../../../lib/run/scripts/run-scripts.ts';
import { Connecting } from '../../../base.ts';
import { whole } from '../../../number.ts';
import { interruptible, progress } from '../../../progress.ts';
import type { Terminal } from '../../../terminal.ts';

export class DbMigrateScriptsCommand extends Connecting {
  static override paths = [['db:migrate:scripts']];
  static override usage = Command.Usage({
    category: 'Database, with the names of Medusa',
    description: 'Run the data scripts that have not run on the target',
    examples: [['Which would run', 'tidemark db:migrate:scripts --dry-run']],
  });

  dryRun = Option.Boolean('--dry-run', false, { description: 'List what would run, run nothing' });
  wait = Option.String('--wait', { description: 'How long to wait for another run, in seconds (default 600)' });

  async work(ui: Terminal): Promise<number> {
    const { scripts } = await import('../../../../lib/verbs/db/scripts.ts');
    const stop = interruptible(ui);
    try {
      const result = await scripts({
        ...this.place(),
        dryRun: this.dryRun,
        ...(this.wait === undefined ? {} : { wait: whole(this.wait, '--wait', 0) * 1000 }),
        ...(this.database === undefined ? {} : { database: this.database }),
        onTarget: (t) => ui.note(`target: ${t}`),
        on: progress(ui),
        onScript: scriptProgress(ui),
        signal: stop.signal,
      });
      for (const w of result.warnings) ui.warn(w);
      if (ui.json) ui.document(result);
      else for (const line of scriptLines(result)) ui.out(line);
      return EXIT.done;
    } finally {
      stop.done();
    }
  }
}

export function scriptProgress(ui: Terminal): (event: ScriptEvent) => void {
  return (e) => {
    if (e.is === 'script') {
      ui.doing();
      ui.note(`running script ${e.script}${e.again ? ' (again)' : ''}`);
    } else if (e.is === 'log') ui.note(`  ${e.text}`);
    else ui.note(`  done in ${e.ms} ms`);
  };
}

export function scriptLines({ outcome, scripts, disabled }: ScriptsResult): string[] {
  const lines = scripts.map((s) =>
    outcome === 'dry run' ? `would run script ${s.script}${s.again ? ' (again)' : ''}` : `ran script ${s.script} (${s.ms} ms)`,
  );
  const off = disabled.map((s) => `script ${s}: skipped, its framework has switched it off`);
  return lines.length + off.length === 0 ? ['No pending scripts.'] : [...lines, ...off];
}
