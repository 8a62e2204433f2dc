// The fingerprint of an edited plan says that it ends elsewhere: which object is it that differs?
import { addressOf, compareText, keyOf, parseAddress, show, type Key } from '../../catalog/address.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { changedAttrs, diff } from '../../catalog/diff.ts';
import type { Definitions } from '../../desired/authored.ts';
import { EXIT, TidemarkError } from '../../errors.ts';
import type { PlanFile } from '../../format/plan.generated.ts';
import { touches } from '../../plan/document/touches.ts';
import { elaborate } from '../elaborate/elaborate.ts';
import { openShadow, type ShadowOptions } from '../shadow/shadow.ts';

/** Throws EDIT_MISSES_TARGET. Under another printer than the file's the definitions decide. */
export async function assertReached(
  edited: PlanFile,
  plan: Omit<PlanFile, 'seal'>,
  reached: Catalog,
  definitions: Definitions,
  options: ShadowOptions,
): Promise<void> {
  const comparable = edited.proof.printer === plan.proof.printer && edited.base === plan.base;
  const definer = await openShadow(options);
  let desired: Catalog;
  try {
    desired = await elaborate(definitions, definer);
  } finally {
    await definer.close();
  }
  const said = new Set([
    ...[...Object.keys(edited.expect), ...(edited.absent ?? [])].map((a) => keyOf(parseAddress(a))),
    ...[...edited.up, ...plan.up]
      .flatMap((s) => s.steps)
      .map(touches)
      .flatMap((t) => [...t.makes, ...t.alters, ...t.breaks]),
  ]);
  const near = (key: Key): boolean => {
    const within = (desired.objects.get(key) ?? reached.objects.get(key))?.within;
    return said.has(key) || (within !== undefined && near(keyOf(within)));
  };
  const differing = diff(desired, reached)
    .map((c) => c.key)
    .sort(compareText);
  const key = differing.find(near) ?? (comparable ? differing[0] : undefined);
  if (key === undefined && !comparable) return;
  const why = key === undefined ? 'it ends at another state' : describe(key, desired, reached);
  throw new TidemarkError('EDIT_MISSES_TARGET', `the edit of ${edited.plan} no longer reaches the target of the plan: ${why}`, {
    at: { object: key === undefined ? edited.plan : show(addressOf(key)) },
    next: 'correct the edit; to change what the plan is for, change the definitions, delete the plan and its line in the chain, and run tidemark plan',
    exit: EXIT.decide,
  });
}

function describe(key: Key, desired: Catalog, target: Catalog): string {
  const [should, is] = [desired.objects.get(key), target.objects.get(key)];
  const name = show(addressOf(key));
  if (should === undefined) return `${name} is there and should not be`;
  if (is === undefined) return `${name} is missing`;
  return `${name} differs in ${changedAttrs(should, is).join(', ')}`;
}
