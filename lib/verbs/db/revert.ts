// `tidemark db:rollback`: the last run of the modules that are named, as one batch.
import { existsSync } from 'node:fs';
import { moduleName } from '../../desired/medusa/names.ts';
import { moduleFiles } from '../../desired/modules.ts';
import { EXIT, TidemarkError } from '../../errors.ts';
import { nearest } from '../../format/nearest.ts';
import { rollback, type RollbackVerbOptions } from '../rollback.ts';
import { openProject, type Project } from '../project.ts';
import { status } from '../status.ts';
import type { RollbackResult } from '../../run/execute/rollback.ts';
import { modulesMissing } from './generate.ts';

export interface RevertResult extends RollbackResult {
  /** Modules of which nothing is applied here. */
  readonly skipped: readonly string[];
  /** Modules that the last run had no part in: their plans stand. */
  readonly left: readonly string[];
}

/** Throws MODULES_MISSING and MODULE_UNKNOWN with the modules there are, and what rollback throws. */
export async function revert(options: RollbackVerbOptions & { readonly modules: readonly string[] }): Promise<RevertResult> {
  const project = await openProject(options);
  const local = await localModules(project);
  if (options.modules.length === 0) throw modulesMissing('db:rollback', local);
  const { database, databaseName, cwd, config, signal } = options;
  const place = Object.fromEntries(Object.entries({ database, databaseName, cwd, config, signal }).filter(([, v]) => v !== undefined));
  const now = await status({ ...place, ...(options.onTarget === undefined ? {} : { onTarget: options.onTarget }) });
  const applied = new Set([...now.applied.map((p) => p.module), ...now.half.map((p) => p.plan.slice(0, p.plan.indexOf('/')))].map(project.moduleOf));
  // A module that was renamed is known by both names: its plans keep the old one.
  const typed = [...new Set(options.modules.map(project.moduleOf))];
  const here = new Set([...local, ...applied]);
  const isThere = (m: string): boolean => here.has(m);
  // Only now, since nothing else here needs definitions, and they may not be there or not load.
  if (!typed.every(isThere)) for (const m of await definedModules(project)) here.add(m);
  // Or as Medusa calls it.
  const asked = [...new Set(typed.map((m) => (!isThere(m) && isThere(moduleName(m)) ? moduleName(m) : m)))];
  const known = [...here].sort();
  const unknown = asked.filter((m) => !isThere(m));
  if (unknown.length > 0) {
    const near = nearest(unknown[0]!, known);
    throw new TidemarkError('MODULE_UNKNOWN', `Cannot revert migrations for unknown module(s) ${unknown.join(', ')}`, {
      exit: EXIT.usage,
      whole: true,
      details: [`available modules:${known.length === 0 ? ' none' : ''}`, ...known.map((m) => `  - ${m}`)],
      next: near === undefined ? 'name one of the modules above' : `tidemark db:rollback ${near}`,
    });
  }
  const skipped = asked.filter((m) => !applied.has(m));
  const modules = asked.filter((m) => applied.has(m));
  if (modules.length === 0) return { outcome: 'nothing to do', plans: [], comesBack: false, skipped, left: [] };
  const { onTarget: _, ...rest } = options;
  const result = await rollback({ ...rest, modules });
  const moved = new Set(result.plans.map(({ plan }) => project.moduleOf(plan.slice(0, plan.indexOf('/')))));
  return { ...result, skipped, left: modules.filter((m) => !moved.has(m)) };
}

async function definedModules(project: Project): Promise<string[]> {
  try {
    return (await project.definitions()).modules.map(project.moduleOf);
  } catch {
    return [];
  }
}

/** Modules with plan files or definitions; nothing is evaluated. */
async function localModules(project: Project): Promise<string[]> {
  const { readPlans } = await import('../../format/plans-read.ts');
  const planned = (await readPlans(project.plansDir, { root: project.root })).map((m) => project.moduleOf(m.module));
  const defined = existsSync(project.schemaDir) ? moduleFiles(project).map((f) => f.module) : [];
  return [...new Set([...planned, ...defined])].filter((m) => m !== 'tidemark').sort();
}
