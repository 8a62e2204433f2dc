// Which plans stand on the branch that everybody builds on, as git knows it.
import { execFile } from 'node:child_process';
import { relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { EXIT, TidemarkError } from '../errors.ts';
import { readChain } from '../format/chain.ts';

export interface Upstream {
  /** "origin/main"; undefined without git, or without such a branch. */
  readonly ref: string | undefined;
  /** "product/0003-add-status sha256:…" */
  readonly plans: ReadonlySet<string>;
}

const BRANCHES = ['origin/HEAD', 'origin/main', 'origin/master', 'main', 'master'];

/** `ref`: the branch to ask, in place of the usual ones. Throws GIT_FAILED when git does not know it. */
export async function upstreamPlans(root: string, plansDir: string, ref?: string): Promise<Upstream> {
  const git = async (...args: string[]): Promise<string | undefined> => {
    try {
      return (await promisify(execFile)('git', args, { cwd: root, maxBuffer: 1 << 28 })).stdout;
    } catch {
      // No git, no repository, no such ref: all mean that git cannot tell.
      return undefined;
    }
  };
  const found = await firstKnown(ref === undefined ? BRANCHES : [ref], git);
  if (found === undefined) {
    if (ref === undefined) return { ref: undefined, plans: new Set() };
    throw new TidemarkError('GIT_FAILED', `git does not know ${ref} here`, { next: `git fetch, then tidemark plan --rebase --onto ${ref}`, exit: EXIT.usage });
  }
  const dir = relative(root, plansDir).split(sep).join('/');
  const files = ((await git('ls-tree', '-r', '--name-only', found, '--', dir)) ?? '').split('\n').filter((f) => f.endsWith('/chain'));
  const plans = new Set<string>();
  for (const file of files) {
    const module = file.split('/').at(-2)!;
    for (const e of readChain((await git('show', `${found}:./${file}`)) ?? '', `${found}:${file}`)) plans.add(`${module}/${e.name} ${e.seal}`);
  }
  return { ref: found, plans };
}

async function firstKnown(refs: readonly string[], git: (...args: string[]) => Promise<string | undefined>): Promise<string | undefined> {
  for (const ref of refs) if ((await git('rev-parse', '--verify', '--quiet', `${ref}^{commit}`)) !== undefined) return ref;
  return undefined;
}
