// A short name for what a plan does, from its steps: "init", "add-status", "drop-legacy-and-2-more".
import type { PlanSegment, PlanStep } from '../../format/plan.generated.ts';

const verbs: { readonly [sign: string]: string } = { '+': 'add', '-': 'drop', '~': 'change', '±': 'replace' };

export function title(up: readonly PlanSegment[], first: boolean, withheld: readonly PlanStep[] = []): string {
  if (first) return 'init';
  if (up.length === 0 && withheld.length > 0) return `hold back ${title([{ transaction: true, steps: [...withheld] }], false)}`;
  const seen = new Map<string, string>();
  for (const step of up.flatMap((s) => s.steps)) {
    const m = /^([+~±-]) \S.*?([^\s."(:]+)"?(?:\([^)]*\))?(?:: (.*))?$/su.exec(step.step);
    if (m === null) continue;
    const name = m[2]!;
    if (!seen.has(name)) seen.set(name, /^(renamed|moved) to /.test(m[3] ?? '') ? `rename ${name}` : `${verbs[m[1]!] ?? 'change'} ${name}`);
  }
  const [head, ...rest] = [...seen.values()];
  if (head === undefined) return 'transfer';
  if (rest.length === 0) return head;
  return rest.length === 1 ? `${head} ${rest[0]!}` : `${head} and ${rest.length} more`;
}
