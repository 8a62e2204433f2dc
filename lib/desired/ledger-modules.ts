// Owns which modules keep their plans in each target instead of in files: those the config says, and `links` until it has files.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT, TidemarkError } from '../errors.ts';
import { CHAIN } from '../format/names.ts';
import type { Project } from './config.ts';

/** The module of links, which Medusa syncs without files. */
export const LINKS = 'links';

/** Throws LEDGER_MODULE_HAS_FILES where the config says one thing and the files another. */
export function livesInLedger({ config, plansDir }: Pick<Project, 'config' | 'plansDir'>, module: string, chain: string = module): boolean {
  const said = config.modules?.[module]?.plans;
  if (said === 'files' || (said === undefined && module !== LINKS)) return false;
  const files = existsSync(join(plansDir, chain, CHAIN));
  if (!files || said === undefined) return !files;
  throw new TidemarkError('LEDGER_MODULE_HAS_FILES', `modules.${module}.plans is 'ledger' in the config, and plans/${chain} holds plan files`, {
    at: { file: `plans/${chain}/${CHAIN}` },
    exit: EXIT.usage,
    next: `set modules.${module}.plans to 'files', or remove the folder if no target has these plans`,
  });
}
