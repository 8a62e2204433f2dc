// What migrations of Medusa do to rows and no plan can: each is a data script's, or a person's step in a plan.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Definitions } from '../desired/authored.ts';
import type { PlanFile } from '../format/plan.generated.ts';
import { unlisted } from '../plan/chains/migrations.ts';
import { moduleOf } from '../plan/chains/owners.ts';
import type { Project } from './project.ts';

/** Without the migrations that a data script of their module names: it does what they do. */
export function withoutScripted(definitions: Definitions, { plansDir }: Pick<Project, 'plansDir'>): Definitions {
  if (definitions.migrations === undefined) return definitions;
  const left = Object.entries(definitions.migrations).map(([module, all]) => {
    const scripts = all.some((m) => m.rows.length > 0) ? textsIn(join(plansDir, module, 'scripts')) : [];
    return [module, all.filter((m) => !scripts.some((text) => text.includes(m.name)))];
  });
  return { ...definitions, migrations: Object.fromEntries(left) };
}

function textsIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder, { withFileTypes: true }).filter((e) => e.isFile());
  return files.map((e) => readFileSync(join(folder, e.name), 'utf8'));
}

/** Of modules that have plans: what changes rows and came since the newest of them, with nothing to plan beside it. */
export function leftUndone(
  definitions: Definitions,
  plans: readonly PlanFile[],
  modules: readonly string[] | undefined,
  { plansDir, shown }: Pick<Project, 'plansDir' | 'shown'>,
): string[] {
  return [...unlisted(definitions, plans)]
    .filter(([module]) => (modules?.includes(module) ?? true) && plans.some((p) => moduleOf(p) === module))
    .map(([module, all]) => {
      const what = all.map((m) => `${m.file}: ${m.rows.join(', ')}`).join('; ');
      return `${module}: Medusa also changes rows (${what}), which no plan does: write a data script in ${shown(join(plansDir, module, 'scripts'))} that does so and names each migration`;
    });
}
