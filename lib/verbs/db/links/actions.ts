// Owns what a plan of links comes to, link by link, in Medusa's words: create, rename, update, notify, delete, noop. Pure.
import { compareText, keyOf, show, type Key } from '../../../catalog/address.ts';
import type { Catalog, CatalogObject } from '../../../catalog/catalog.ts';
import type { PlanStep } from '../../../format/plan.generated.ts';
import { touches } from '../../../plan/document/touches.ts';
import type { Proposal } from '../../../run/prove/propose.ts';

export interface LinkAction {
  /** notify: it changes in a way that may lose something. delete: it is no longer defined. Both wait for a decision. */
  readonly action: 'create' | 'rename' | 'update' | 'notify' | 'delete' | 'noop';
  /** "table public.product_sales_channel" */
  readonly link: string;
  readonly key: Key;
  /** What it was called. */
  readonly from?: string;
  readonly sql: readonly string[];
  readonly hazards: readonly { readonly code: string; readonly message: string; readonly remedy?: string }[];
}

export const waits = ({ action }: LinkAction): boolean => action === 'notify' || action === 'delete';

/** In address order, noop last. */
export function linkActions(
  { parts, current, desired, renames }: Pick<Proposal, 'parts' | 'current' | 'desired' | 'renames'>,
  modules: ReadonlySet<string>,
): LinkAction[] {
  const former = new Map(
    renames
      .filter((m) => current.objects.has(keyOf(m.from)) && !current.objects.has(keyOf(m.at)) && desired.objects.has(keyOf(m.at)))
      .map((m) => [keyOf(m.from), keyOf(m.at)]),
  );
  const steps = new Map<Key, PlanStep[]>();
  for (const step of parts.flatMap((p) => p.document.up.flatMap((s) => s.steps))) {
    const { makes, alters, breaks } = touches(step);
    const heads = new Set([...makes, ...alters, ...breaks].map((k) => headOf(k, desired, current)).map((k) => former.get(k) ?? k));
    for (const head of heads) steps.set(head, [...(steps.get(head) ?? []), step]);
  }
  const own = (o: CatalogObject): boolean => o.within === undefined && o.module !== undefined && modules.has(o.module);
  const quiet = [...desired.objects].filter(([key, o]) => own(o) && !steps.has(key)).map(([key]) => key);
  const out = [...steps].map(([key, list]) => actionOf(key, list, current, desired, former));
  for (const key of quiet) out.push(actionOf(key, [], current, desired, former));
  return out.sort((a, b) => Number(a.action === 'noop') - Number(b.action === 'noop') || compareText(a.link, b.link));
}

function actionOf(key: Key, steps: readonly PlanStep[], current: Catalog, desired: Catalog, former: ReadonlyMap<Key, Key>): LinkAction {
  const link = show((desired.objects.get(key) ?? current.objects.get(key))!.at);
  const unsafe = steps.filter((s) => s.verdict === 'unsafe');
  const hazards = unsafe.flatMap((s) => (s.hazards ?? []).filter((h) => h.advisory !== true));
  const before = [...former].find(([, to]) => to === key)?.[0];
  const found = {
    link,
    key,
    sql: steps.map((s) => s.sql.trimEnd()),
    hazards: hazards.map(({ code, message, remedy }) => ({ code, message, ...(remedy === undefined ? {} : { remedy }) })),
  };
  if (steps.length === 0) return { action: 'noop', ...found };
  if (!desired.objects.has(key)) return { action: 'delete', ...found };
  // A rename was said in the definitions; what it does to clients that know the old name is known to who said it.
  const loses = hazards.some((h) => !h.code.startsWith('COMPAT_'));
  if (before !== undefined) return { action: loses ? 'notify' : 'rename', from: show(current.objects.get(before)!.at), ...found };
  if (!current.objects.has(key)) return { action: 'create', ...found };
  return { action: hazards.length > 0 ? 'notify' : 'update', ...found };
}

/** What it lives in, at the top. */
function headOf(key: Key, ...catalogs: readonly Catalog[]): Key {
  const o = catalogs.map((c) => c.objects.get(key)).find((found) => found !== undefined);
  return o?.within === undefined ? key : headOf(keyOf(o.within), ...catalogs);
}

/** The desired catalog with these links as they are now. */
export function leaving(held: ReadonlySet<Key>): (current: Catalog, desired: Catalog) => Catalog {
  return (current, desired) => {
    const isHeld = (key: Key): boolean => held.has(headOf(key, desired, current));
    const objects = new Map([...desired.objects].filter(([key]) => !isHeld(key)));
    for (const [key, o] of current.objects) if (isHeld(key)) objects.set(key, o);
    const edges = [...desired.edges.filter((e) => !isHeld(e.from)), ...current.edges.filter((e) => isHeld(e.from))];
    return { ...desired, objects, edges: edges.filter((e) => objects.has(e.from) && objects.has(e.to)) };
  };
}
