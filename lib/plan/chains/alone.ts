// Which modules are enough to plan some of them: those whose plans lean on theirs, and what those need. The others need neither be
// built nor read, where nothing in them can reach in: plans say by `after` what they need, and names alone are shared by all.
import { addressOf, type Key } from '../../catalog/address.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import type { Definitions } from '../../desired/authored.ts';
import type { PlanFile } from '../../format/plan.generated.ts';
import { kindOf } from '../../kinds/registry.ts';
import { hasHand } from '../document/hand.ts';
import { moduleOf, owners } from './owners.ts';

const SHARED = 'shared';

export interface Alone {
  readonly modules: ReadonlySet<string>;
  /** Of these modules, in the order they run. */
  readonly plans: readonly PlanFile[];
  /** Is nothing that the selected modules have, get or lose also the business of the others? */
  readonly holds: (current: Catalog, desired: Catalog) => boolean;
}

/** Undefined: everything has to be there. */
export function alone(plans: readonly PlanFile[], definitions: Definitions, selected: readonly string[]): Alone | undefined {
  const modules = enough(plans, selected);
  const inside = plans.filter((p) => modules.has(moduleOf(p)));
  const outside = plans.filter((p) => !modules.has(moduleOf(p)));
  if (outside.length === 0 && definitions.modules.every((m) => modules.has(m))) return undefined;
  const own = definitions.statements.filter((s) => modules.has(s.module)).map((s) => s.sql);
  const said = new Set(definitions.links?.filter((l) => modules.has(l.module)).map((l) => l.between));
  if (outside.some((p) => p.links?.some((l) => said.has(l.between)) === true)) return undefined;
  if (outside.some((p) => hasHand(p.up))) return undefined;
  const words = wordsOf(own);
  for (const key of owners(outside).keys()) if (!keepsToItself(key, words)) return undefined;
  return {
    modules,
    plans: inside,
    holds(current, desired) {
      const there = wordsOf(outside.flatMap((p) => p.up.flatMap((s) => s.steps.map((step) => step.sql))));
      const wanted = wordsOf(definitions.statements.filter((s) => !modules.has(s.module)).map((s) => s.sql));
      const both = (from: Catalog, to: Catalog, others: ReadonlySet<string>): boolean =>
        [...from.objects].some(([key, o]) => !to.objects.has(key) && o.at.names.length === 2 && others.has(o.at.names[1]!.toLowerCase()));
      // A name that another module has, or an object that another module takes over.
      return !both(desired, current, there) && !both(current, desired, wanted);
    },
  };
}

/** The definitions of these modules; what several modules declare is told from all of them. */
export function ofModules(definitions: Definitions, modules: ReadonlySet<string>): Definitions {
  const own = <T extends { readonly module: string }>(list: readonly T[]): T[] => list.filter((one) => modules.has(one.module));
  const { renames, using, links } = definitions;
  return {
    ...definitions,
    modules: definitions.modules.filter((m) => modules.has(m)),
    renames: own(renames),
    using: own(using),
    ...(links !== undefined && { links: own(links) }),
  };
}

/** The selected, what leans on them, and what those need, by the plans. */
function enough(plans: readonly PlanFile[], selected: readonly string[]): Set<string> {
  const needs = plans.map((p) => ({ module: moduleOf(p), of: [...p.after.map((a) => moduleOf({ plan: a })), ...handed(p)] }));
  const out = new Set(selected);
  const grow = (more: (n: (typeof needs)[number]) => readonly string[]): void => {
    for (let size = -1; size !== out.size;) {
      size = out.size;
      for (const n of needs) for (const m of more(n)) out.add(m);
    }
  };
  grow((n) => (n.of.some((m) => out.has(m)) ? [n.module] : []));
  out.add(SHARED);
  grow((n) => (out.has(n.module) ? n.of : []));
  return out;
}

const handed = ({ takes = [], gives = [] }: PlanFile): string[] => [...takes.map((t) => t.from), ...gives.map((g) => g.to)];

/** Catalogs whose rows do nothing to what does not name them. */
const quiet = new Set(['pg_class', 'pg_attrdef', 'pg_constraint', 'pg_trigger', 'pg_rewrite', 'pg_policy', 'pg_namespace', 'pg_type', 'pg_statistic_ext']);

function keepsToItself(key: Key, words: ReadonlySet<string>): boolean {
  const { kind, names } = addressOf(key);
  const { class: catalog } = kindOf(kind);
  return quiet.has(catalog) || (catalog === 'pg_proc' && !words.has(names.at(-1)!.toLowerCase()));
}

/** Names as they may stand in statements, quoted or not, in lower case. */
function wordsOf(texts: readonly string[]): Set<string> {
  const out = new Set<string>();
  for (const text of texts) {
    for (const [word] of text.matchAll(/[\p{L}\p{N}_$]+/gu)) out.add(word.toLowerCase());
    for (const [, quoted] of text.matchAll(/"((?:[^"]|"")+)"/g)) out.add(quoted!.replaceAll('""', '"').toLowerCase());
  }
  return out;
}
