// Owns `modules.x.renamedFrom`: a module that got another name goes on with the chain it has. The folder in plans/ and the name
// in its plans stay what they were: sealed files are not written anew, and no target has to learn anything.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT, TidemarkError } from '../errors.ts';
import { CHAIN } from '../format/names.ts';
import type { Definitions } from './authored.ts';
import type { Project } from './config.ts';

export interface Chains {
  /** The name under which a module's plans stand: its own, unless it was renamed after it was planned. */
  of(module: string): string;
  /** The module whose plans stand under this name. */
  module(chain: string): string;
}

/** Inert while there are no plans under the old name. Throws MODULE_RENAMED_BOTH, MODULE_RENAMED_TWICE. */
export function chainsOf({ config, plansDir }: Pick<Project, 'config' | 'plansDir'>): Chains {
  const planned = (module: string): boolean => existsSync(join(plansDir, module, CHAIN));
  const by = new Map<string, string>();
  for (const [module, { renamedFrom }] of Object.entries(config.modules ?? {})) {
    if (renamedFrom === undefined || renamedFrom === module || !planned(renamedFrom)) continue;
    if (planned(module)) {
      throw new TidemarkError('MODULE_RENAMED_BOTH', `module ${module} is said to be renamed from ${renamedFrom}, but both have plans`, {
        next: `remove modules.${module}.renamedFrom from the config, or the folder plans/${module} if nothing of it was ever applied`,
        exit: EXIT.decide,
      });
    }
    const other = [...by].find(([, from]) => from === renamedFrom);
    if (other !== undefined) {
      throw new TidemarkError('MODULE_RENAMED_TWICE', `modules ${other[0]} and ${module} are both said to be renamed from ${renamedFrom}`, {
        next: 'keep one of them in the config: the other begins a chain of its own',
        exit: EXIT.usage,
      });
    }
    by.set(module, renamedFrom);
  }
  const back = new Map([...by].map(([module, chain]) => [chain, module]));
  return { of: (module) => by.get(module) ?? module, module: (chain) => back.get(chain) ?? chain };
}

/** The definitions with each module under the name of its chain. Throws MODULE_RENAMED_BOTH when the old name is a module too. */
export function underChains(definitions: Definitions, chains: Chains): Definitions {
  for (const module of definitions.modules) {
    const chain = chains.of(module);
    if (chain === module || !definitions.modules.includes(chain)) continue;
    throw new TidemarkError('MODULE_RENAMED_BOTH', `module ${module} is said to be renamed from ${chain}, but there are definitions of ${chain} too`, {
      next: `move what is left of ${chain} to ${module}, or remove modules.${module}.renamedFrom from the config`,
      exit: EXIT.decide,
    });
  }
  const under = <T extends { readonly module: string }>(list: readonly T[]): T[] => list.map((one) => ({ ...one, module: chains.of(one.module) }));
  // "blog.Post": a link stays the one it is.
  const side = (text: string): string => text.replace(/^[^.]+/, (module) => chains.of(module));
  return {
    ...definitions,
    modules: definitions.modules.map(chains.of),
    statements: under(definitions.statements),
    renames: under(definitions.renames),
    using: under(definitions.using),
    ...(definitions.migrations !== undefined && {
      migrations: Object.fromEntries(Object.entries(definitions.migrations).map(([module, all]) => [chains.of(module), all])),
    }),
    ...(definitions.links !== undefined && { links: under(definitions.links).map((l) => ({ ...l, between: l.between.split(' - ').map(side).join(' - ') })) }),
  };
}
