// One project as the verbs see it: its configuration, definitions, committed plans, and what is remembered between runs.
import { existsSync, realpathSync } from 'node:fs';
import { relative } from 'node:path';
import { CATALOG_VERSION } from '../catalog/catalog.ts';
import { sha256 } from '../catalog/fingerprint.ts';
import type { Definitions } from '../desired/authored.ts';
import { fromEnvironment, loadConfig, milliseconds, type Project as Settings } from '../desired/config.ts';
import { EXIT, TidemarkError } from '../errors.ts';
import { livesInLedger } from '../desired/ledger-modules.ts';
import type { SqlCache } from '../desired/sql-cache.ts';
import { chainsOf, underChains } from '../desired/renamed-modules.ts';
import type { PlanFile } from '../format/plan.generated.ts';
import type { StoredPlan } from '../format/plans-folder.ts';
import type { Policy } from '../hazards/policy.ts';
import { line } from '../plan/chains/checkpoint.ts';
import { ownPlansDir } from '../run/ledger/package.ts';
import type { ShadowOptions } from '../run/shadow/shadow.ts';
import { policyOf } from './verdicts.ts';

export interface ProjectOptions {
  readonly cwd?: string;
  /** Path of the configuration file; found upwards when absent. */
  readonly config?: string;
}

export interface Project extends Settings {
  readonly floor: number;
  readonly policy: Policy;
  /** Modules under the names of their chains. */
  definitions(): Promise<Definitions>;
  /** Names of modules as people type them, as their chains have them; undefined means all. */
  chainNames(modules: readonly string[] | undefined): readonly string[] | undefined;
  /** The module whose chain has this name. */
  moduleOf(chain: string): string;
  /** Does this module (by the name of its chain) keep its plans in each target instead of in files? */
  inLedger(chain: string): boolean;
  /** Committed plans, sealed and chained; their contents are not read yet. */
  files(): Promise<StoredPlan[]>;
  /** For commands that write plans: puts in place what one that was killed had begun. Returns the plans that are whole now. */
  finish(): Promise<readonly string[]>;
  /** The same, in the order they run on a new database: from the newest checkpoint on. */
  chain(): Promise<{ chain: PlanFile[]; files: StoredPlan[] }>;
  shadowOptions(url?: string): ShadowOptions;
  /** Was exactly this found in sync before? */
  memory(
    plans: readonly { readonly seal: string }[],
    options: { readonly floor?: number; readonly online?: boolean; readonly of?: readonly string[] },
  ): Promise<{ inSync(): Promise<boolean>; remember(): Promise<void> }>;
  /** A path as people type it. */
  shown(file: string): string;
}

export async function openProject(options: ProjectOptions = {}): Promise<Project> {
  const settings = await loadConfig(options.cwd ?? process.cwd(), options.config === undefined ? {} : { config: options.config });
  if (Object.keys(settings.config.roles ?? {}).length > 0) {
    throw new TidemarkError(
      'CONFIG_ROLES',
      'roles in the config would run another text than the one that was reviewed and sealed, so plans name a role alike on every target',
      {
        at: { file: settings.file === undefined ? 'the config' : relative(settings.root, settings.file) },
        next: 'take roles out of the config; on each server: CREATE ROLE <the name in the plans> NOLOGIN; GRANT it TO the role that logs in there',
        exit: EXIT.usage,
      },
    );
  }
  const chains = chainsOf(settings);
  let loaded: Promise<Definitions> | undefined;
  const load = async (): Promise<Definitions> => {
    const [{ loadDefinitions }, cache] = await Promise.all([import('../desired/load.ts'), definitionCache(settings.root)]);
    const all = await loadDefinitions(settings, { cache });
    return underChains(all, chains);
  };
  const definitions = (): Promise<Definitions> => (loaded ??= load());
  const files = async (): Promise<StoredPlan[]> => {
    const { readPlans } = await import('../format/plans-folder.ts');
    return (await readPlans(settings.plansDir, { root: settings.root })).flatMap((m) => [...m.plans]);
  };
  return {
    ...settings,
    floor: floorOf(settings.config.postgres),
    policy: await policyOf(settings.config, settings.file),
    definitions,
    chainNames: (modules) => (modules === undefined || modules.length === 0 ? undefined : modules.map(chains.of)),
    moduleOf: chains.module,
    inLedger: (chain) => livesInLedger(settings, chains.module(chain), chain),
    files,
    async finish() {
      const { finishWriting } = await import('../format/plans-finish.ts');
      return finishWriting(settings.plansDir);
    },
    async chain() {
      const stored = await files();
      return { chain: line(stored.map((f) => f.content())), files: stored };
    },
    shadowOptions: (url) => {
      const shadow = url ?? (settings.config.shadow === undefined ? undefined : fromEnvironment(settings.config.shadow, 'the shadow'));
      // Our own repository is the one project whose definitions are the ledger.
      const whole = realpath(settings.plansDir) === realpath(ownPlansDir());
      const deadline = settings.config.timeouts?.shadow;
      return {
        cwd: settings.root,
        whole,
        ...(deadline === undefined ? {} : { deadlineMs: milliseconds(deadline) }),
        ...(shadow === undefined ? {} : { url: shadow }),
      };
    },
    async memory(plans, asked) {
      const [{ openCache, cacheDirFrom }, { toolVersion }] = await Promise.all([import('../run/engine/cache.ts'), import('../run/ledger/package.ts')]);
      const cache = openCache(cacheDirFrom(settings.root));
      const key = async (): Promise<string> =>
        `in sync, nothing held back ${sha256(JSON.stringify([CATALOG_VERSION, toolVersion(), asked.floor ?? settings.config.postgres, asked.online ?? true, settings.config.ignore ?? [], plans.map((p) => p.seal).sort(), ...(asked.of === undefined ? [] : [asked.of]), await definitions()]))}`;
      return {
        inSync: async () => (await cache.read(await key())) !== undefined,
        remember: async () => cache.write(await key(), Buffer.from('1')),
      };
    },
    shown: (file) => relative(options.cwd ?? process.cwd(), file) || '.',
  };
}

/** Where readings of definitions are kept between runs. */
export async function definitionCache(root: string): Promise<SqlCache> {
  const [{ openCache, cacheDirFrom }, { toolVersion }] = await Promise.all([import('../run/engine/cache.ts'), import('../run/ledger/package.ts')]);
  return { ...openCache(cacheDirFrom(root)), version: toolVersion() };
}

const realpath = (dir: string): string => (existsSync(dir) ? realpathSync(dir) : dir);

/** ">=15" -> 15; the default floor is 15. */
export function floorOf(text: string | undefined): number {
  return Number(/(\d+)/.exec(text ?? '15')![1]);
}
