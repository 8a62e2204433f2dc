// `tidemark show`: one plan, read and checked, nothing executed.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { EXIT, TidemarkError } from '../errors.ts';
import { plansNamed } from '../format/named.ts';
import { nearest } from '../format/nearest.ts';
import type { PlanFile } from '../format/plan.generated.ts';
import { readPlan } from '../format/read.ts';
import { openProject, type ProjectOptions } from './project.ts';

export interface Shown {
  readonly plan: PlanFile;
  readonly file: string;
  readonly text: string;
}

/** `name`: "product/0003-add-status", a unique beginning of it, or a path to a plan file. */
export async function show(name: string, options: ProjectOptions = {}): Promise<Shown> {
  if (name.endsWith('.yaml') || name.endsWith('.yml')) {
    const file = resolve(options.cwd ?? process.cwd(), name);
    let text: string;
    try {
      text = readFileSync(file, 'utf8');
    } catch (cause) {
      throw new TidemarkError('PLAN_MISSING', `there is no plan file ${name}`, { at: { file: name }, next: 'tidemark status', exit: EXIT.usage, cause });
    }
    return { plan: readPlan(text, name), file, text };
  }
  const project = await openProject(options);
  const { readPlans } = await import('../format/plans-folder.ts');
  const all = (await readPlans(project.plansDir, { root: project.root })).flatMap((m) => [...m.plans]);
  const meant = plansNamed(
    all.map((p) => p.plan),
    name,
  );
  const hits = all.filter((p) => meant.includes(p.plan));
  if (hits.length === 1) return { plan: hits[0]!.content(), file: hits[0]!.file, text: hits[0]!.text };
  const names = (hits.length > 1 ? hits : all).map((p) => p.plan);
  const near = nearest(name, names);
  throw new TidemarkError('PLAN_UNKNOWN', hits.length > 1 ? `"${name}" could be several plans` : `there is no plan "${name}"`, {
    details: names.slice(-12).map((n) => `  - ${n}`),
    next: near === undefined || hits.length > 1 ? 'name one of the plans above' : `tidemark show ${near}`,
    exit: EXIT.usage,
  });
}
