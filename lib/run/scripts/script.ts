// Owns finding data scripts: who owns them, in which order they run, what they wait for. Nothing is executed.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { compareText } from '../../catalog/address.ts';
import { sha256 } from '../../catalog/fingerprint.ts';
import { TidemarkError } from '../../errors.ts';

export interface Script {
  /** The module, or what a Medusa project has beside modules. */
  readonly owner: string;
  /** Medusa's own kind, of Medusa, a plugin or the application: it may have run under Medusa, and is loaded as Medusa loads it. */
  readonly native: boolean;
  /** owner and path: what the ledger calls it. */
  readonly name: string;
  readonly is: 'sql' | 'code';
  /** Absolute. */
  readonly file: string;
  /** The same as messages show it: relative to the project. */
  readonly shown: string;
  readonly text: string;
  /** sha256 of its text. */
  readonly seal: string;
  /** The plan after which it runs and before whose successor, as its file says it: "product/0003" or the whole name. */
  readonly requires: string | undefined;
}

/** Owners in a Medusa project; no module can be called so. */
const MEDUSA = '@medusajs/medusa';
const APP = 'src/migration-scripts';

const CODE = new Set(['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs']);

/** What comes of a plugin; no module can be called so. */
const ofPlugin = (name: string): string => `plugin:${name}`;

/** Scripts of modules in plans/<module>/scripts, by module, then path; before them, in its order, those of a Medusa project. */
export function readScripts(
  root: string,
  plansDir: string,
  medusa: { readonly plugins: readonly { readonly name: string; readonly folder: string | undefined }[] } | undefined,
): Script[] {
  const modules = existsSync(plansDir) ? readdirSync(plansDir).filter((m) => !/^[._]/.test(m) && m !== 'tidemark') : [];
  const native = (owner: string, folder: string) => ({ owner, folder: join(folder, 'migration-scripts'), native: true });
  const frameworks =
    medusa === undefined
      ? []
      : [
          native(MEDUSA, join(root, 'node_modules', '@medusajs', 'medusa', 'dist')),
          ...medusa.plugins.flatMap(({ name, folder }) => (folder === undefined ? [] : [native(ofPlugin(name), folder)])),
          native(APP, join(root, 'src')),
        ];
  const owned = modules.sort(compareText).map((owner) => ({ owner, folder: join(plansDir, owner, 'scripts'), native: false }));
  return [...frameworks, ...owned].flatMap((place) => scriptsIn(root, place));
}

function scriptsIn(root: string, { owner, folder, native }: { readonly owner: string; readonly folder: string; readonly native: boolean }): Script[] {
  if (!existsSync(folder)) return [];
  const passedOver = native ? /^\.|^index\.[jt]s$|\.d\.ts$|\.(spec|test)\./ : /^[._]|^index\.|\.d\.[cm]?ts$|\.(spec|test)\./;
  const read = native ? new Set(['.js', '.ts']) : new Set([...CODE, '.sql']);
  // Medusa looks into no folder below: what its scripts share stands there.
  const paths = readdirSync(folder, { recursive: !native, withFileTypes: true })
    .filter((e) => e.isFile() && !passedOver.test(e.name) && read.has(extname(e.name)))
    .map((e) => join(e.parentPath, e.name));
  const scripts = paths.map((file): Script => {
    const path = relative(folder, file).split(sep).join('/');
    const text = readFileSync(file, 'utf8');
    const shown = relative(root, file).split(sep).join('/');
    const requires = requirementOf(text, shown);
    return {
      owner,
      native,
      name: `${owner}/${path}`,
      is: extname(file) === '.sql' ? 'sql' : 'code',
      file,
      shown,
      text,
      seal: sha256(text.replaceAll('\r\n', '\n')),
      requires,
    };
  });
  return scripts.sort((a, b) => (native ? a.name.localeCompare(b.name) : compareText(a.name, b.name)));
}

/** `-- requires: product/0003` or `// requires: product/0003-add-status`, on a line of its own. */
function requirementOf(text: string, file: string): string | undefined {
  const found = [...text.matchAll(/^[ \t]*(?:--|\/\/|\*)[ \t]*requires:[ \t]*(.*?)[ \t]*$/gm)];
  if (found.length === 0) return undefined;
  const plan = found[0]![1]!;
  if (found.length === 1 && /^[a-z0-9][a-z0-9_-]*\/\d{4}(-[a-z0-9-]+)?$/.test(plan)) return plan;
  throw new TidemarkError(
    'SCRIPT_REQUIRES',
    `${file} ${found.length > 1 ? 'requires two plans' : `requires ${JSON.stringify(plan)}, which is no name of a plan`}`,
    {
      at: { file, line: text.slice(0, found.at(-1)!.index).split('\n').length },
      exit: 64,
      next: 'write one line such as: requires: product/0003',
    },
  );
}

/** Does this plan fulfil it? */
export function fulfils(plan: string, requires: string): boolean {
  return plan === requires || plan.startsWith(`${requires}-`);
}
