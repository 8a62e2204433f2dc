// Every command by name; a command's file is loaded only when it is asked for.
import type { CommandClass } from 'clipanion';

export const commands: { readonly [name: string]: () => Promise<CommandClass> } = {
  init: async () => (await import('./init.ts')).InitCommand,
  plan: async () => (await import('./plan.ts')).PlanCommand,
  show: async () => (await import('./show.ts')).ShowCommand,
  ack: async () => (await import('./ack.ts')).AckCommand,
  prove: async () => (await import('./prove.ts')).ProveCommand,
  check: async () => (await import('./check.ts')).CheckCommand,
  apply: async () => (await import('./apply.ts')).ApplyCommand,
  rollback: async () => (await import('./rollback.ts')).RollbackCommand,
  status: async () => (await import('./status.ts')).StatusCommand,
  baseline: async () => (await import('./baseline.ts')).BaselineCommand,
  drift: async () => (await import('./drift.ts')).DriftCommand,
  diff: async () => (await import('./diff.ts')).DiffCommand,
  lint: async () => (await import('./lint.ts')).LintCommand,
  'db:create': async () => (await import('./db/create.ts')).DbCreateCommand,
  'db:setup': async () => (await import('./db/setup.ts')).DbSetupCommand,
  'db:migrate': async () => (await import('./db/migrate.ts')).DbMigrateCommand,
  'db:migrate:scripts': async () => (await import('./db/migrate/scripts.ts')).DbMigrateScriptsCommand,
  'db:migrate:search': async () => (await import('./db/migrate/search.ts')).DbMigrateSearchCommand,
  'db:sync-links': async () => (await import('./db/sync-links.ts')).DbSyncLinksCommand,
  'db:generate': async () => (await import('./db/generate.ts')).DbGenerateCommand,
  'db:rollback': async () => (await import('./db/rollback.ts')).DbRollbackCommand,
  explain: async () => (await import('./explain.ts')).ExplainCommand,
};
