// Owns finding data scripts: who owns them, in which order they run, what they wait for. Nothing is executed.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { compareText } from '../../catalog/address.ts';
import { sha256 } from '../../catalog/fingerprint.ts';
import { TidemarkError } from '../../errors.ts';

export interface Script {
  /** The module, or what a Medusa project has beside modules. */
  readonly owner: string;
  /** owner and path: what the ledger calls it. */
  readonly name: string;
  readonly is: 'sql' | 'code';
  /** Absolute. */
  readonly file: string;
  readonly text: string;
  /** sha256 of its text. */
  readonly seal: string;
  /** The plan after which it runs and before whose successor, as its file says it: "product/0003" or the whole name. */
  readonly requires: string | undefined;
}

/** Owners in a Medusa project; no module can be called so. */
export const MEDUSA = '@medusajs/medusa';
export const APP = 'src/migration-scripts';

const CODE = new Set(['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs']);

/** Scripts of modules in plans/<module>/scripts, by module, then path; before them those of a Medusa project. */
export function readScripts(root: string, plansDir: string, medusa: boolean): Script[] {
  const modules = existsSync(plansDir) ? readdirSync(plansDir).filter((m) => !/^[._]/.test(m) && m !== 'tidemark') : [];
  const frameworks = medusa
    ? [
        { owner: MEDUSA, folder: join(root, 'node_modules', '@medusajs', 'medusa', 'dist', 'migration-scripts') },
        { owner: APP, folder: join(root, 'src', 'migration-scripts') },
      ]
    : [];
  const owned = modules.sort(compareText).map((owner) => ({ owner, folder: join(plansDir, owner, 'scripts') }));
  return [...frameworks, ...owned].flatMap(({ owner, folder }) => scriptsIn(root, owner, folder));
}

function scriptsIn(root: string, owner: string, folder: string): Script[] {
  if (!existsSync(folder)) return [];
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile() && !/^[._]|^index\.|\.d\.[cm]?ts$|\.(spec|test)\./.test(e.name) && (CODE.has(extname(e.name)) || extname(e.name) === '.sql'))
    .map((e) => join(e.parentPath, e.name));
  const scripts = paths.map((file): Script => {
    const path = relative(folder, file).split(sep).join('/');
    const text = readFileSync(file, 'utf8');
    const requires = requirementOf(text, relative(root, file).split(sep).join('/'));
    return {
      owner,
      name: `${owner}/${path}`,
      is: extname(file) === '.sql' ? 'sql' : 'code',
      file,
      text,
      seal: sha256(text.replaceAll('\r\n', '\n')),
      requires,
    };
  });
  return scripts.sort((a, b) => compareText(a.name, b.name));
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
