// Owns where the plugins that a medusa-config names keep what they bring: built, in .medusa/server/src of their package.
import { existsSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { TidemarkError } from '../../errors.ts';

export interface Plugin {
  /** As the medusa-config has it. */
  readonly name: string;
  /** Absolute; undefined where it brings nothing. */
  readonly folder: string | undefined;
}

export function namesOf(plugins: readonly (string | { readonly resolve: string })[] = []): string[] {
  return plugins.map((p) => (typeof p === 'string' ? p : p.resolve));
}

/** Nothing of them is evaluated. Throws MEDUSA_PLUGIN_MISSING, MEDUSA_PLUGIN_UNBUILT. */
export function resolvePlugins(root: string, names: readonly string[]): Plugin[] {
  const require = createRequire(join(root, 'package.json'));
  return names.map((name) => {
    const home = isAbsolute(name) || name.startsWith('.') ? resolve(root, name) : packaged(require, name);
    if (home === undefined || !existsSync(join(home, 'package.json')))
      throw new TidemarkError('MEDUSA_PLUGIN_MISSING', `the plugin ${name} of the medusa-config is no package that is installed here`, {
        exit: 64,
        next: `npm install ${name}, or take it out of the medusa-config`,
      });
    const folder = join(home, '.medusa', 'server', 'src');
    if (isFolder(folder)) return { name, folder };
    const sources = ['modules', 'links', 'migration-scripts'].filter((f) => isFolder(join(home, 'src', f)));
    if (sources.length === 0) return { name, folder: undefined };
    throw new TidemarkError(
      'MEDUSA_PLUGIN_UNBUILT',
      `the plugin ${name} is not built: it has ${sources.map((s) => `src/${s}`).join(', ')} and no .medusa/server/src`,
      {
        exit: 64,
        next: `cd ${relative(root, home) || '.'} && npx medusa plugin:build`,
      },
    );
  });
}

function packaged(require: NodeJS.Require, name: string): string | undefined {
  return (require.resolve.paths(name) ?? []).map((place) => join(place, name)).find((home) => existsSync(join(home, 'package.json')));
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
