// `tidemark check`: the one gate for CI. Definitions planned, chains sound, seals and proofs hold, unsafe steps acknowledged.
import { EXIT, TidemarkError } from '../errors.ts';
import { pendingSteps } from '../plan/document/acknowledged.ts';
import { standIns } from '../plan/chains/chain-order.ts';
import { checkpoints } from '../plan/chains/checkpoint.ts';
import type { HeldBack } from './held-back.ts';
import { plan } from './plan.ts';
import { openProject, type ProjectOptions } from './project.ts';

export interface CheckOptions extends ProjectOptions {
  /** A git ref: prove only what is new since, and refuse changed or deleted plans that were merged there. */
  readonly since?: string;
  readonly on?: (event: { readonly doing: string }) => void;
}

export interface Finding {
  /** UNPLANNED, UNACKNOWLEDGED, PROOF, CHANGED, CHECKPOINT_UNSEEN, or what reading the plans ended with: PLAN_SEAL_BROKEN, … */
  readonly id: string;
  readonly message: string;
  readonly at?: string;
  readonly next?: string;
}

export interface CheckResult {
  /** Sealed and chained; 0 when a file ended the reading of all of them: then `read` is false. */
  readonly plans: number;
  readonly read: boolean;
  readonly proved: number;
  readonly findings: readonly Finding[];
  /** What plans hold back and the definitions still want: planned, and no finding. */
  readonly withheld: readonly HeldBack[];
  /** The exit code the findings ask for: 3 a person must decide, 2 something is unplanned, 0 none. */
  readonly exit: number;
}

export async function check(options: CheckOptions = {}): Promise<CheckResult> {
  const project = await openProject(options);
  const findings: Finding[] = [];
  let chain;
  let all;
  try {
    const read = await project.chain();
    chain = read.chain;
    all = read.files.map((f) => f.content());
  } catch (error) {
    if (!(error instanceof TidemarkError)) throw error;
    findings.push({
      id: error.id,
      message: error.message,
      ...(error.at.file === undefined ? {} : { at: error.at.file }),
      ...(error.next === undefined ? {} : { next: error.next }),
    });
    return { plans: 0, read: false, proved: 0, findings, withheld: [], exit: EXIT.decide };
  }
  const merged = options.since === undefined ? undefined : await mergedPlans(project.root, project.plansDir, options.since);
  const replaced = standIns(all);
  for (const [name, text] of merged ?? []) {
    const now = all.find((p) => p.plan === name);
    if (now === undefined && replaced.has(name)) continue;
    if (now === undefined)
      findings.push({
        id: 'CHANGED',
        message: `${name} was merged in ${options.since} and is gone`,
        at: name,
        next: `git checkout ${options.since} -- plans/${name}.plan.yaml`,
      });
    else if (now.seal !== text)
      findings.push({
        id: 'CHANGED',
        message: `${name} was merged in ${options.since} and has changed since`,
        at: name,
        next: `git checkout ${options.since} -- plans/${name}.plan.yaml`,
      });
  }
  const { reprove } = await import('../run/prove/reprove.ts');
  let proved = 0;
  try {
    const fresh = new Set(merged === undefined ? all : all.filter((p) => !merged.has(p.plan)));
    const lines = [chain];
    for (const c of checkpoints(all)) {
      if (c.before === undefined) {
        if (merged !== undefined && c.parts.some((p) => fresh.has(p))) findings.push(unseen(c.parts[0]!.plan, options.since!));
        continue;
      }
      lines.push([...c.before]);
      if (!c.parts.some((p) => fresh.has(p))) continue;
      options.on?.({ doing: `comparing ${c.parts[0]!.plan} with what it stands for` });
      const { assertEqual } = await import('../run/prove/checkpoint.ts');
      await assertEqual(c, c.before, project.shadowOptions());
    }
    for (const line of lines) {
      const wanted = line.filter((p) => fresh.has(p));
      if (wanted.length === 0) continue;
      const on = (name: string): void => options.on?.({ doing: `proving ${name}` });
      proved += (await reprove(line, (p) => wanted.includes(p), project.shadowOptions(), on)).length;
      for (const p of wanted) fresh.delete(p);
    }
  } catch (error) {
    if (!(error instanceof TidemarkError)) throw error;
    findings.push({
      id: 'PROOF',
      message: error.message,
      ...(error.at.object === undefined ? {} : { at: error.at.object }),
      ...(error.next === undefined ? {} : { next: error.next }),
    });
  }
  for (const p of all) {
    for (const { step, codes } of pendingSteps(p)) {
      findings.push({
        id: 'UNACKNOWLEDGED',
        message: `${p.plan}: "${step.step}" is unsafe and nobody acknowledged ${codes.join(', ')}`,
        at: p.plan,
        next: `tidemark ack ${p.plan} ${codes.join(' ')} --reason "…"`,
      });
    }
  }
  const unplanned = await plan({ ...options, dryRun: true });
  for (const p of unplanned.plans)
    findings.push({
      id: 'UNPLANNED',
      message: `the definitions are ahead of the plans: ${p.content.summary}`,
      at: p.plan.slice(0, p.plan.indexOf('/')),
      next: `tidemark plan ${p.plan.slice(0, p.plan.indexOf('/'))}`,
    });
  const exit = findings.some((f) => f.id !== 'UNPLANNED') ? EXIT.decide : findings.length > 0 ? EXIT.differs : EXIT.done;
  return { plans: all.length, read: true, proved, findings, withheld: unplanned.withheld, exit };
}

/** A checkpoint that came together with the deletion of what it stands for. */
function unseen(plan: string, since: string): Finding {
  return {
    id: 'CHECKPOINT_UNSEEN',
    message: `${plan} is new, and plans that it stands for are gone: nothing shows that it builds the same`,
    at: plan,
    next: `git checkout ${since} -- plans, keeping the checkpoint; delete old plans in a later change`,
  };
}

/** Seals of the plans at a git ref, by plan name. */
async function mergedPlans(root: string, plansDir: string, ref: string): Promise<Map<string, string>> {
  const { execFile } = await import('node:child_process');
  const { promisify } = await import('node:util');
  const { relative } = await import('node:path');
  const { sealIn } = await import('../format/seal.ts');
  const git = async (...args: string[]): Promise<string> => {
    try {
      return (await promisify(execFile)('git', args, { cwd: root, maxBuffer: 1 << 28 })).stdout;
    } catch (cause) {
      throw new TidemarkError('GIT_FAILED', `git does not know ${ref} here`, {
        next: `git fetch, then tidemark check --since ${ref}`,
        exit: EXIT.usage,
        cause,
      });
    }
  };
  const dir = relative(root, plansDir);
  const files = (await git('ls-tree', '-r', '--name-only', ref, '--', dir)).split('\n').filter((f) => f.endsWith('.plan.yaml'));
  const out = new Map<string, string>();
  for (const file of files) {
    const name = file.slice(dir.length + 1, -'.plan.yaml'.length);
    out.set(name, sealIn(await git('show', `${ref}:./${file}`)) ?? '');
  }
  return out;
}
