// Migrations of Medusa that change rows. A plan is made of catalogs and does nothing of that, so the first one of its module that comes
// after them says so, unsafe, and lists them: from then on somebody has answered for them. Pure.
import type { Definitions, Migration } from '../../desired/authored.ts';
import type { PlanFile, PlanHazard, PlanSegment, PlanStep } from '../../format/plan.generated.ts';
import { codes } from '../../hazards/codes.ts';
import { summaryOf } from '../document/document.ts';
import { moduleOf } from './owners.ts';

export const MIGRATION = 'DATA_MIGRATION';

/** By module: those that change rows and that no plan lists. */
export function unlisted({ migrations = {} }: Pick<Definitions, 'migrations'>, plans: readonly PlanFile[]): ReadonlyMap<string, readonly Migration[]> {
  const listed = new Set(plans.flatMap((p) => (p.migrations ?? []).map((name) => `${moduleOf(p)} ${name}`)));
  const left = Object.entries(migrations).map(([module, all]) => [module, all.filter((m) => m.rows.length > 0 && !listed.has(`${module} ${m.name}`))] as const);
  return new Map(left.filter(([, all]) => all.length > 0));
}

type Body = Pick<PlanFile, 'summary' | 'up' | 'migrations' | 'takes' | 'gives' | 'withheld'>;

/** `first`: the module has no plan yet, and where it is planned from nothing there are no rows to change. */
export function listing<D extends Body>(document: D, migrations: readonly Migration[], first: boolean): D {
  if (migrations.length === 0 || (document.up.length === 0 && !first)) return document;
  const listed = { ...document, migrations: migrations.map((m) => m.name) };
  if (first) return listed;
  const [segment, ...rest] = document.up;
  const [step, ...others] = segment!.steps;
  const up: PlanSegment[] = [{ ...segment!, steps: [withHazards(step!, [hazardOf(migrations)]), ...others] }, ...rest];
  return { ...listed, up, summary: summaryOf(up, document) };
}

function hazardOf(migrations: readonly Migration[]): PlanHazard {
  const { message, advice } = codes[MIGRATION];
  const object = migrations.map((m) => `${m.name} (${m.rows.join(', ')})`).join(', ');
  return { code: MIGRATION, message: message({ object }), remedy: [`-- ${advice}`, ...migrations.map((m) => `-- ${m.file}`)].join('\n') };
}

/** No statement shows them, so a plan that is classified again keeps them as they are. */
export function withHazards(step: PlanStep, hazards: readonly PlanHazard[]): PlanStep {
  if (hazards.length === 0) return step;
  const { step: does, verdict, hazards: own = [], ...rest } = step;
  // Nobody had to answer for what a safe step has.
  const beside = verdict === 'safe' ? own.map((h) => ({ ...h, advisory: true as const })) : own;
  return { step: does, verdict: 'unsafe', hazards: [...hazards, ...beside], ...rest };
}
