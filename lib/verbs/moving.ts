// Which plans of a merge lose their place.
import { EXIT, TidemarkError } from '../errors.ts';
import type { PlanFile } from '../format/plan.generated.ts';
import type { MergedModule, MergedPlan } from '../format/plans-folder.ts';

/** Named plans move, with those that follow in their module. Throws PLAN_UNKNOWN. */
export function without(modules: readonly MergedModule[], plans: readonly string[]): MergedModule[] {
  const nameOf = (m: MergedModule, p: MergedPlan): string => `${m.module}/${p.name}`;
  const unknown = plans.find((name) => !modules.some((m) => [...m.kept, ...m.moved].some((p) => nameOf(m, p) === name)));
  if (unknown !== undefined) throw new TidemarkError('PLAN_UNKNOWN', `there is no plan ${unknown}`, { exit: EXIT.usage, next: 'tidemark status' });
  return modules.map((m) => {
    const at = m.kept.findIndex((p) => plans.includes(nameOf(m, p)));
    return at < 0 ? m : { ...m, kept: m.kept.slice(0, at), moved: [...m.kept.slice(at), ...m.moved], merged: true };
  });
}

/** What has to move, and what was made on it, in the order it runs. */
export function closure(modules: readonly MergedModule[]): MergedPlan[] {
  const out: MergedPlan[] = modules.flatMap((m) => [...m.moved]);
  const kept = modules.flatMap((m) => [...m.kept]);
  const descends = (p: MergedPlan): boolean => references(p).some((r) => out.some((q) => r === sealed(q.content)));
  for (let next = kept.find(descends); next !== undefined; next = kept.find((p) => !out.includes(p) && descends(p))) out.push(next);
  const sorted: MergedPlan[] = [];
  const left = [...out];
  while (left.length > 0) {
    const ready = left.findIndex((p) => !left.some((q) => q !== p && references(p).includes(sealed(q.content))));
    sorted.push(...left.splice(Math.max(0, ready), 1));
  }
  return sorted;
}

function references(p: MergedPlan): string[] {
  const { parent, after } = p.content;
  return [...(parent === undefined ? [] : [`${parent.plan} ${parent.seal}`]), ...after];
}

export function sealed(p: PlanFile): string {
  return `${p.plan} ${p.seal}`;
}
