// From definitions and committed plans to proved plan documents. Writes nothing.
import { addressOf, keyOf, show, type Key } from '../../catalog/address.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { diff } from '../../catalog/diff.ts';
import { asItIs, type IgnoreRule } from '../../catalog/ignore.ts';
import { edgesFrom } from '../../catalog/listed.ts';
import type { Definitions, RenameMarker } from '../../desired/authored.ts';
import { TidemarkError } from '../../errors.ts';
import type { PlanFile } from '../../format/plan.generated.ts';
import { standing } from '../../plan/renames/along.ts';
import { alone, ofModules, type Alone } from '../../plan/chains/alone.ts';
import { linkRenames, linksMade } from '../../plan/renames/links.ts';
import { withinFloor } from '../../plan/floor.ts';
import { lookalikes, type Lookalike } from '../../plan/renames/lookalikes.ts';
import { listing, unlisted } from '../../plan/chains/migrations.ts';
import { moduleOf, owners, transfers, withOwners, type Transfer } from '../../plan/chains/owners.ts';
import { subset, subsetFailure } from '../../plan/chains/subset.ts';
import type { Part } from '../../plan/plan.ts';
import type { Withheld } from '../../plan/document/withheld.ts';
import { hold } from './hold.ts';
import type { Policy } from './judge.ts';
import { documentOf, type Document } from './document.ts';
import { readEnds, type Ends } from './ends.ts';
import { mustEqual } from './equal.ts';
import { proveRuns } from './prove-runs.ts';
import type { Shadow, ShadowOptions } from '../shadow/shadow.ts';
import { wayByMarkers, type WayOptions } from './way.ts';

export interface ProposeInput {
  readonly definitions: Definitions;
  /** Committed plans in the order they run. */
  readonly plans: readonly PlanFile[];
  /** Only these modules; all when absent. */
  readonly modules?: readonly string[];
  /**
   * With `modules` only. Asked once the whole is proved; what it answers takes out of the desired catalog what is not to be planned
   * now, and that is proved in its place on the same shadows.
   */
  readonly narrowed?: (whole: Proposal) => Promise<((current: Catalog, desired: Catalog) => Catalog) | undefined>;
  readonly floor: number;
  readonly online: boolean;
  readonly policy: Policy;
  /** What the config leaves alone. */
  readonly ignore?: readonly IgnoreRule[] | undefined;
  readonly shadow: ShadowOptions;
  /** Unsafe changes are held back. */
  readonly safeOnly?: boolean;
  /** What earlier plans hold back is planned now. */
  readonly contract?: boolean;
  readonly on?: (event: { readonly doing: string }) => void;
  /** Plan towards what this makes of the desired catalog, on an empty shadow: the state of a database that is taken over. */
  readonly instead?: (desired: Catalog, shadow: Shadow) => Promise<Catalog>;
  /** All parts run together on an empty database: each of these modules gets one, and nothing an earlier part made was there before. */
  readonly together?: readonly string[];
}

export interface Proposal {
  /** In the order they must run; `after` holds indices into this list. */
  readonly parts: readonly { readonly module: string; readonly document: Document; readonly afterParts: readonly number[]; readonly needs: readonly Key[] }[];
  readonly warnings: readonly string[];
  readonly unmodelled: readonly string[];
  /** Left alone by a rule. */
  readonly ignored: readonly string[];
  readonly current: Catalog;
  readonly desired: Catalog;
  /** What earlier plans hold back and the definitions still want. */
  readonly withheld: readonly Withheld[];
  /** Every rename that was said, and those that follow from what links link. */
  readonly renames: readonly RenameMarker[];
}

export async function propose(input: ProposeInput): Promise<Proposal> {
  const apart = input.modules === undefined || input.instead !== undefined ? undefined : alone(input.plans, input.definitions, input.modules);
  const few = apart === undefined ? undefined : await proposeFrom(input, apart);
  return few ?? (await proposeFrom(input))!;
}

/** With `apart` undefined where its modules turn out not to be enough. Whatever fails before anybody is asked is said of the whole. */
async function proposeFrom(whole: ProposeInput, apart?: Alone): Promise<Proposal | undefined> {
  const input = apart === undefined ? whole : { ...whole, plans: apart.plans, definitions: ofModules(whole.definitions, apart.modules) };
  const say = (doing: string): void => input.on?.({ doing });
  say('reading definitions');
  let ends: Ends | undefined;
  let asked = false;
  try {
    ends = await readEnds(input.definitions, input.plans, input.shadow, apart?.modules);
    const { definer, prover, defined, base } = ends;
    const current = withOwners(base, owners(input.plans));
    if (apart?.holds(current, defined) === false) return undefined;
    const { desired: stated, ignored } = asItIs(input.instead === undefined ? defined : await input.instead(defined, definer), current, input.ignore ?? []);
    const { desired: wanted, unsaid } = withinFloor(stated, current, input.floor);
    const said = (proposal: Proposal): Proposal => ({ ...proposal, ignored, warnings: [...proposal.warnings, ...(proposal.parts.length > 0 ? unsaid : [])] });
    const ofLinks = input.instead === undefined ? linkRenames(input.plans, input.definitions, current, wanted) : [];
    const renames = [...input.definitions.renames, ...ofLinks];
    const told = { ...input, definitions: { ...input.definitions, renames } };
    if (input.modules === undefined) return said(await proposeBetween(told, prover, current, wanted, say));
    const selected = new Set(input.modules);
    const target = subset(current, wanted, selected, renames);
    const towards = async (desired: Catalog): Promise<Proposal> => {
      const subsetted = await proposeBetween(told, prover, current, desired, say).catch((error: unknown) => {
        throw subsetFailure(error, current, wanted, selected);
      });
      return said(subsetted);
    };
    const all = await towards(target);
    asked = true;
    const narrow = await input.narrowed?.(all);
    return narrow === undefined ? all : await towards(narrow(current, target));
  } catch (error) {
    if (apart === undefined || asked || !(error instanceof TidemarkError || 'code' in (error as object))) throw error;
    return undefined;
  } finally {
    await ends?.close();
  }
}

async function proposeBetween(input: ProposeInput, prover: Shadow, current: Catalog, wanted: Catalog, say: (doing: string) => void): Promise<Proposal> {
  const unmodelled = wanted.unmodelled.map(show);
  const { renames } = input.definitions;
  const same = (a: Catalog, b: Catalog): boolean => diff(a, b).length === 0 && transfers(a, b).length === 0;
  if (same(current, wanted) && input.together === undefined)
    return { parts: [], warnings: [], unmodelled, ignored: [], current, desired: wanted, withheld: [], renames };
  say('planning');
  const using = new Map(input.definitions.using.map((u) => [keyOf(u.at), u.using]));
  const options: WayOptions = { floor: input.floor, online: input.online, using };
  const [safeOnly, contract] = [input.safeOnly === true, input.contract === true];
  const held = await hold({
    session: prover,
    plans: input.plans,
    current,
    desired: wanted,
    markers: renames,
    options,
    policy: input.policy,
    safeOnly,
    contract,
  });
  const { desired, standing: withheld } = held;
  if (held.fresh.size === 0 && same(current, desired) && input.together === undefined)
    return { parts: [], warnings: [], unmodelled, ignored: [], current, desired, withheld, renames };
  const way = await wayByMarkers(prover, current, desired, held.markers, options);
  const moved = transfers(current, desired, way.renamings);
  const runs = [...way.parts, ...withoutStatement(moved, [...held.fresh.keys(), ...(input.together ?? [])], way.parts)];
  const renamed = new Set(way.renamings.flatMap((r) => [keyOf(r.from), keyOf(r.to)]));
  const alike = [...lookalikes(current, desired)].filter(([key, l]) => !renamed.has(key) && !renamed.has(keyOf(l.added)));
  const by = owners(input.plans);
  const parts: { module: string; document: Document; afterParts: number[]; needs: Key[] }[] = [];
  const migrations = unlisted(input.definitions, input.plans);
  const maker = new Map<Key, number>();
  const isFirst = (i: number): boolean => i === runs.findIndex((p) => p.module === runs[i]!.module);
  const proofs = proveRuns({
    prover,
    base: current,
    runs,
    renamings: (i, base) => standing(runs[i]!.renamings, current, base),
    settled: (target) => withModules(target, desired, current),
    options,
    say,
  });
  let at = current;
  let i = -1;
  for await (const proof of proofs) {
    i += 1;
    const { module, segments } = runs[i]!;
    const up = [...segments];
    const first = isFirst(i);
    const target = i === runs.length - 1 ? desired : withModules(proof.target, desired, current);
    if (i === runs.length - 1) mustEqual(proof.target, desired, 'the way up');
    say(`classifying ${module || 'the plan'}`);
    const document = await documentOf(
      input,
      proof,
      {
        module,
        up,
        base: at,
        target,
        current,
        moved: first ? moved : [],
        alike: new Map(alike),
        by,
        withheld: first ? (held.fresh.get(module) ?? []) : [],
        leaving: held.leaving,
        renamings: standing(runs[i]!.renamings, current, at),
        renamed: way.renamed,
        together: input.together === undefined ? [] : runs.slice(0, i).flatMap((p) => [...p.segments]),
        links: first ? linksMade(input.plans, input.definitions, module, target) : [],
      },
      prover,
    );
    const known = input.plans.some((p) => moduleOf(p) === module);
    // What is safe goes before rows are moved, what is held back after them.
    const listed = first && !(known && safeOnly) ? (migrations.get(module) ?? []) : [];
    const touched = new Set(up.flatMap((s) => s.steps).flatMap((s) => [...s.makes, ...s.alters, ...s.breaks, ...s.needs]));
    const leans = new Set<Key>([...touched].flatMap((k) => edgesFrom(desired, k).map((e) => e.to)));
    const sides = first
      ? moved.filter((t) => t.to === module || t.from === module).map((t) => runs.findIndex((p) => p.module === (t.to === module ? t.from : t.to)))
      : [];
    const before = [...runs[i]!.after, ...[...touched, ...leans].map((k) => maker.get(k)), ...sides.filter((n) => n < i)];
    const afterParts = [...new Set(before.filter((n): n is number => n !== undefined && parts[n]!.module !== module))];
    for (const key of touched) maker.set(key, i);
    const needs = [...leans, ...foreignChanges(at, target, module)];
    parts.push({ module, document: listing(document, listed, !known), afterParts: afterParts.sort((a, b) => a - b), needs });
    at = target;
  }
  return {
    parts,
    warnings: [...way.warnings, ...alike.filter(([key]) => loses(parts, key)).map(([, l]) => aloud(l))],
    unmodelled,
    ignored: [],
    current,
    desired,
    withheld,
    renames,
  };
}

/** What is another module's and comes or changes with what a part does to a parent: columns and indexes of partitions. */
function foreignChanges(base: Catalog, target: Catalog, module: string): Key[] {
  return diff(base, target).flatMap(({ key }) => {
    const o = target.objects.get(key);
    return o === undefined || o.module === module ? [] : [key, ...(o.within === undefined ? [] : [keyOf(o.within)])];
  });
}

/** Both sides of a transfer write a plan, and so does a module that only holds something back, also where nothing runs. */
function withoutStatement(moved: readonly Transfer[], others: readonly string[], parts: readonly { readonly module: string }[]): Part[] {
  const sides = new Set([...moved.map((t) => t.from), ...moved.map((t) => t.to), ...others]);
  return [...sides].filter((m) => !parts.some((p) => p.module === m)).map((module) => ({ module, segments: [], after: [], renamings: [] }));
}

function loses(parts: readonly { readonly document: Document }[], key: Key): boolean {
  const line = `- ${show(addressOf(key))}`;
  return parts.some((p) => p.document.up.some((s) => s.steps.some((step) => step.step === line && step.verdict === 'unsafe')));
}

function aloud(l: Lookalike): string {
  return `${show(l.dropped)} is dropped and ${show(l.added)}, which looks the same, is made new: if that is a rename, delete the plan, and its line in the chain, and run ${l.marker}`;
}

/** Between two files of one invocation: what is already as desired belongs to whom the definitions say. */
function withModules(catalog: Catalog, desired: Catalog, current: Catalog): Catalog {
  const objects = new Map(
    [...catalog.objects].map(([key, o]) => [key, { ...o, module: desired.objects.get(key)?.module ?? current.objects.get(key)?.module }] as const),
  );
  return { ...catalog, objects };
}
