// What several db: commands take and print.
import { appliedLine } from '../lib/report/apply-report.ts';
import { explained, withRows, type Counted } from '../lib/verbs/db/links/decide.ts';
import type { SyncResult } from '../lib/verbs/db/links/sync.ts';
import type { MigrateResult } from '../lib/verbs/db/migrate.ts';
import { which } from './ask.ts';
import type { Connecting } from './base.ts';
import { whole } from './number.ts';
import type { Terminal } from './terminal.ts';
import { scriptLines } from './commands/db/migrate/scripts.ts';

/** Throws USAGE. */
export function concurrencyOf(flag: string | undefined): { concurrency?: number } {
  return flag === undefined ? {} : { concurrency: whole(flag, '--concurrency', 1, 100) };
}

/** Where somebody can answer: which of the links that wait are run. */
export function chooser(
  context: Connecting['context'],
  ui: Terminal,
  signal: AbortSignal,
): ((list: readonly Counted[]) => Promise<readonly number[]>) | undefined {
  if (!ui.interactive || ui.json) return undefined;
  return (list) => {
    ui.doing();
    const texts = list.map((a) => explained(a).join('\n'));
    return which(context, 'These change or drop what a link table holds:', texts, { stands: 'no link was changed', signal });
  };
}

const done = { create: 'created', rename: 'renamed', update: 'updated', notify: 'changed', delete: 'deleted', noop: 'unchanged' } as const;

export function linkLines({ outcome, plans, actions, withheld, applied }: SyncResult): string[] {
  if (plans === 'files') return applied.length === 0 ? ['links: nothing to do, plans/links is applied'] : applied.map((p) => `applied ${p.plan}`);
  const work = actions.filter((a) => a.action !== 'noop');
  const lines = work.map(
    (a) =>
      `${outcome === 'dry run' ? `would ${a.action === 'notify' ? 'change' : a.action}` : done[a.action]} ${a.link}${a.from === undefined ? '' : ` from ${a.from}`}`,
  );
  const sql = outcome === 'dry run' ? work.map((a) => a.sql.map((s) => `    ${s.replaceAll('\n', '\n    ')}`).join('\n')) : [];
  const left = withheld.map((a) => `withheld: ${withRows(a)}: ${[...new Set(a.hazards.map((h) => h.code))].join(', ')}`);
  if (lines.length + left.length === 0) return [plans === 'none' ? 'links: none are defined' : 'links: up to date'];
  return [...lines.flatMap((l, n) => (sql[n] === undefined ? [l] : [l, sql[n]!])), ...left];
}

/** What db:migrate and db:setup did, on both streams. */
export function tellMigrated(ui: Terminal, result: MigrateResult): void {
  const { warnings, plans, links, scripts } = result;
  for (const w of [...warnings, ...plans.warnings, ...(links?.warnings ?? []), ...(scripts?.warnings ?? [])]) ui.warn(w);
  if (ui.json) ui.document(result);
  else for (const line of migrateLines(result)) ui.out(line);
}

function migrateLines({ plans, links, scripts }: MigrateResult): string[] {
  const applied = plans.plans.map((p) => appliedLine(p, plans.outcome === 'dry run'));
  return [
    ...(applied.length === 0 ? ['plans: nothing to do, the target has them all'] : applied),
    ...(links === undefined ? ['links: skipped'] : linkLines(links)),
    ...(scripts === undefined ? ['scripts: skipped'] : scriptLines(scripts)),
  ];
}

/** Search belongs to Medusa: its flags are taken, and that they do nothing here is said. */
export function aboutSearch(ui: Terminal, given: readonly boolean[]): void {
  if (given.some(Boolean)) ui.note("search indexes are Medusa's own: medusa db:migrate:search migrates them; tidemark leaves them alone");
}
