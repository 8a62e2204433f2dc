// Owns what is remembered of each module between commands: what its definitions were when its newest plan was found to build them.
// A command that only applies plans can then say, without planning, that the definitions have moved on: after an upgrade, say.
import { sha256 } from '../catalog/fingerprint.ts';
import type { Definitions } from '../desired/authored.ts';
import type { SqlCache } from '../desired/sql-cache.ts';
import { splitPlanName } from '../format/names.ts';
import { definitionCache, type Project } from './project.ts';

/** Of these modules, the definitions are what their plans build; default: of all. */
export async function rememberPlanned(project: Project, definitions: Definitions, modules: readonly string[] | undefined): Promise<void> {
  const cache = await definitionCache(project.root);
  for (const [module, seal] of await newest(project))
    if (modules?.includes(module) !== false) await cache.write(keyOf(cache, module, seal), Buffer.from(hashOf(definitions, module)));
}

/** Modules whose definitions are not what they were when their newest plan was made here. Nothing is known of plans that came from elsewhere. */
export async function changedSince(project: Project): Promise<string[]> {
  const cache = await definitionCache(project.root);
  const definitions = await project.definitions();
  const changed: string[] = [];
  for (const [module, seal] of await newest(project)) {
    const then = await cache.read(keyOf(cache, module, seal));
    if (then !== undefined && then.toString('utf8') !== hashOf(definitions, module)) changed.push(project.moduleOf(module));
  }
  return changed;
}

async function newest(project: Project): Promise<ReadonlyMap<string, string>> {
  return new Map((await project.files()).map(({ plan, seal }) => [splitPlanName(plan).module, seal]));
}

const keyOf = ({ version }: SqlCache, module: string, seal: string): string => `planned ${version} ${module} ${seal}`;

const hashOf = ({ statements }: Definitions, module: string): string => sha256(JSON.stringify(statements.filter((s) => s.module === module).map((s) => s.sql)));
