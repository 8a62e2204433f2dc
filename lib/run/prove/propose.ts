// From definitions and committed plans to proved plan documents. Writes nothing.
import { addressOf, keyOf, show, type Key } from '../../catalog/address.ts';
import type { Catalog, CatalogObject } from '../../catalog/catalog.ts';
import { diff } from '../../catalog/diff.ts';
import type { Definitions } from '../../desired/authored.ts';
import { TidemarkError } from '../../errors.ts';
import type { PlanFile, PlanStep } from '../../format/plan.generated.ts';
import { absences, expectations, planSegments, summaryOf } from '../../plan/document.ts';
import { evidence } from '../../plan/evidence.ts';
import { lookalikes, withCandidates, type Lookalike } from '../../plan/lookalikes.ts';
import { owners, ownersAfter, transfers, withOwners, type Transfer } from '../../plan/owners.ts';
import { subset, subsetFailure } from '../../plan/subset.ts';
import type { Segment } from '../../plan/step.ts';
import type { Withheld } from '../../plan/withheld.ts';
import { elaborate } from '../elaborate/elaborate.ts';
import { introspect } from '../introspect/introspect.ts';
import { hold } from './hold.ts';
import { judge, type Policy } from './judge.ts';
import { printerText } from '../introspect/printer.ts';
import { mustEqual, NO_STATEMENT, prove, type Proof } from './prove.ts';
import { basePack, replayPlans } from '../elaborate/replay.ts';
import { openShadow, type Shadow, type ShadowOptions } from '../shadow/shadow.ts';
import { SHARED } from '../elaborate/shared.ts';
import { plannedExtensions } from '../elaborate/sources.ts';
import { stub, stubRoles } from '../shadow/stubs.ts';
import { wayByMarkers, type WayOptions } from './way.ts';

export interface ProposeInput {
  readonly definitions: Definitions;
  /** Committed plans in the order they run. */
  readonly plans: readonly PlanFile[];
  /** Only these modules; all when absent. */
  readonly modules?: readonly string[];
  readonly floor: number;
  readonly online: boolean;
  readonly policy: Policy;
  readonly shadow: ShadowOptions;
  /** Unsafe changes are held back. */
  readonly safeOnly?: boolean;
  /** What earlier plans hold back is planned now. */
  readonly contract?: boolean;
  readonly on?: (event: { readonly doing: string }) => void;
  /** Plan towards what this makes of the desired catalog, on an empty shadow: the state of a database that is taken over. */
  readonly instead?: (desired: Catalog, shadow: Shadow) => Promise<Catalog>;
}

export type Document = Omit<PlanFile, 'seal' | 'plan' | 'parent' | 'after'>;

export interface Proposal {
  /** In the order they must run; `after` holds indices into this list. */
  readonly parts: readonly { readonly module: string; readonly document: Document; readonly afterParts: readonly number[]; readonly needs: readonly Key[] }[];
  readonly warnings: readonly string[];
  readonly unmodelled: readonly string[];
  readonly current: Catalog;
  readonly desired: Catalog;
  /** What earlier plans hold back and the definitions still want. */
  readonly withheld: readonly Withheld[];
}

export async function propose(input: ProposeInput): Promise<Proposal> {
  const say = (doing: string): void => input.on?.({ doing });
  const extensions = [...new Set([...input.definitions.extensions, ...plannedExtensions({ is: 'plans', plans: input.plans })])];
  const options = { ...input.shadow, extensions, roles: input.definitions.roles };
  say('reading definitions');
  // The state the plans build is kept as a pack, except on a server, which packs nothing.
  const [definer, prover] = await Promise.all([openShadow(options), openProver(options, input.plans)]);
  try {
    const [defined, base] = await Promise.all([elaborate(input.definitions, definer), introspect(prover)]);
    const wanted = input.instead === undefined ? defined : await input.instead(defined, definer);
    const current = withOwners(base, owners(input.plans));
    if (input.modules === undefined) return await proposeBetween(input, prover, current, wanted, say);
    const selected = new Set(input.modules);
    const desired = subset(current, wanted, selected, input.definitions.renames);
    return await proposeBetween(input, prover, current, desired, say).catch((error: unknown) => {
      throw subsetFailure(error, current, wanted, selected);
    });
  } finally {
    await Promise.all([definer.close(), prover.close()]);
  }
}

async function openProver(options: ShadowOptions, plans: readonly PlanFile[]): Promise<Shadow> {
  if (plans.length === 0) return openShadow(options);
  if (options.url === undefined) return openShadow({ ...options, from: await basePack(plans, options) });
  const shadow = await openShadow(options);
  await replayPlans(shadow, plans);
  return shadow;
}

async function proposeBetween(input: ProposeInput, prover: Shadow, current: Catalog, wanted: Catalog, say: (doing: string) => void): Promise<Proposal> {
  const unmodelled = wanted.unmodelled.map(show);
  const same = (a: Catalog, b: Catalog): boolean => diff(a, b).length === 0 && transfers(a, b).length === 0;
  if (same(current, wanted)) return { parts: [], warnings: [], unmodelled, current, desired: wanted, withheld: [] };
  say('planning');
  const using = new Map(input.definitions.using.map((u) => [keyOf(u.at), u.using]));
  const options: WayOptions = { floor: input.floor, online: input.online, using };
  const { renames: markers } = input.definitions;
  const [safeOnly, contract] = [input.safeOnly === true, input.contract === true];
  const held = await hold({ session: prover, plans: input.plans, current, desired: wanted, markers, options, policy: input.policy, safeOnly, contract });
  const { desired, standing: withheld } = held;
  if (held.fresh.size === 0 && same(current, desired)) return { parts: [], warnings: [], unmodelled, current, desired, withheld };
  const way = await wayByMarkers(prover, current, desired, held.markers, options);
  const moved = transfers(current, desired, way.renamings);
  const runs = [...way.parts, ...withoutStatement(moved, held.fresh, way.parts)];
  const renamed = new Set(way.renamings.flatMap((r) => [keyOf(r.from), keyOf(r.to)]));
  const alike = [...lookalikes(current, desired)].filter(([key, l]) => !renamed.has(key) && !renamed.has(keyOf(l.added)));
  const by = owners(input.plans);
  const parts: { module: string; document: Document; afterParts: number[]; needs: Key[] }[] = [];
  const maker = new Map<Key, number>();
  let at = current;
  for (const [i, part] of runs.entries()) {
    const up = [...part.segments];
    say(`proving ${part.module || 'the plan'}`);
    const texts = up.flatMap((g) => g.steps).map((step) => step.sql);
    await stub(prover, texts);
    await stubRoles(prover, texts);
    const first = i === runs.findIndex((p) => p.module === part.module);
    const renamings = first ? way.renamings.filter((r) => r.module === part.module) : [];
    const proof =
      up.length === 0
        ? unmoved(at)
        : await prove({ session: prover, base: at, up, renamings, options, ...(i === way.parts.length - 1 ? { stay: 'base' as const } : {}) });
    const module = part.module;
    const target = i === runs.length - 1 ? desired : withModules(proof.target, desired, current);
    if (i === runs.length - 1) mustEqual(proof.target, desired, 'the way up');
    say(`classifying ${part.module || 'the plan'}`);
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
      },
      prover,
    );
    const touched = new Set(up.flatMap((s) => s.steps).flatMap((s) => [...s.makes, ...s.alters, ...s.breaks, ...s.needs]));
    const leans = new Set<Key>([...touched].flatMap((k) => edgesFrom(desired, k)));
    const sides = first
      ? moved.filter((t) => t.to === module || t.from === module).map((t) => runs.findIndex((p) => p.module === (t.to === module ? t.from : t.to)))
      : [];
    const before = [...[...touched, ...leans].map((k) => maker.get(k)), ...sides.filter((n) => n < i)];
    const afterParts = [...new Set(before.filter((n): n is number => n !== undefined && parts[n]!.module !== module))];
    for (const key of touched) maker.set(key, i);
    parts.push({ module, document, afterParts: afterParts.sort((a, b) => a - b), needs: [...leans] });
    at = target;
  }
  return { parts, warnings: [...way.warnings, ...alike.filter(([key]) => loses(parts, key)).map(([, l]) => aloud(l))], unmodelled, current, desired, withheld };
}

const edgeIndex = new WeakMap<Catalog, Map<Key, Key[]>>();
function edgesFrom(catalog: Catalog, key: Key): Key[] {
  let index = edgeIndex.get(catalog);
  if (index === undefined) {
    index = new Map();
    for (const e of catalog.edges) index.set(e.from, [...(index.get(e.from) ?? []), e.to]);
    edgeIndex.set(catalog, index);
  }
  return index.get(key) ?? [];
}

interface Part {
  readonly module: string;
  readonly up: readonly Segment[];
  readonly base: Catalog;
  readonly target: Catalog;
  /** Before the whole invocation. */
  readonly current: Catalog;
  readonly moved: readonly Transfer[];
  readonly alike: ReadonlyMap<Key, Lookalike>;
  /** Owners before this part; afterwards those after it. */
  readonly by: Map<Key, string>;
  readonly withheld: readonly PlanStep[];
  readonly leaving: ReadonlySet<Key>;
}

async function documentOf(input: ProposeInput, proof: Proof, part: Part, prover: Shadow): Promise<Document> {
  const { up, base, target, current, moved } = part;
  const module = part.module === '' ? SHARED : part.module;
  const judged = withCandidates(await judge(up, base, { ...input, leaving: part.leaving }), part.alike);
  const judgedDown = await judge(proof.down, target, input);
  const undo = await Promise.all(proof.undo.map((segments, i) => judge(segments, proof.boundaries[i + 1]!, input)));
  const around = [base, target, current];
  const undeclared = proof.rewritten.filter(
    (name) =>
      !judged.some((s) =>
        s.steps.some(
          (step) =>
            step.hazards?.some((h) => h.code === 'LOCK_REWRITE' || h.code === 'DATA_TRUNCATE') ||
            step.breaks.some((k) => addressOf(k).names.join('.') === name),
        ),
      ),
  );
  if (undeclared.length > 0) {
    throw new TidemarkError('PLAN_REWRITES', `the plan rewrites ${undeclared.join(', ')} and no step says so`, {
      next: 'report this: the plan was not written',
    });
  }
  const takes = moved.filter((t) => t.to === part.module).map((t) => ({ address: show(addressOf(t.key)), from: t.from }));
  const gives = moved.filter((t) => t.from === part.module).map((t) => ({ address: show(addressOf(t.key)), to: t.to }));
  const also = [...new Set(up.flatMap((s) => s.steps).flatMap((s) => s.breaks))]
    .filter((k) => isForeign(current.objects.get(k), part) && target.objects.has(k))
    .map((k) => show(addressOf(k)));
  const upSegments = planSegments(
    judged,
    around,
    undo.map((u) => planSegments(u, around)),
  );
  const before = evidence(base, part.by, module);
  ownersAfter(part.by, { plan: `${module}/`, up: upSegments, also, takes, gives });
  return {
    tidemark: 1,
    summary: summaryOf(upSegments, { takes, gives, withheld: [...part.withheld] }),
    ...(also.length > 0 ? { also } : {}),
    ...(takes.length > 0 ? { takes } : {}),
    ...(gives.length > 0 ? { gives } : {}),
    ...(part.withheld.length > 0 ? { withheld: [...part.withheld] } : {}),
    floor: input.floor,
    base: before,
    target: evidence(proof.target, part.by, module),
    proof: {
      printer: printerText(target.printer),
      engine: `PGlite ${prover.version}`,
      up: true,
      undo: true,
      down: true,
      rows: proof.rows,
      ...(prover.assumed.length > 0 ? { assumed: [...prover.assumed] } : {}),
    },
    ...(target.unmodelled.length > 0 ? { unmodelled: target.unmodelled.map(show) } : {}),
    up: upSegments,
    down: planSegments(judgedDown, around),
    expect: expectations(up, target),
    ...(absences(up, target).length > 0 ? { absent: absences(up, target) } : {}),
  };
}

/** What this part takes over is not another module's any more. */
function isForeign(o: CatalogObject | undefined, part: Part): boolean {
  if (o?.module === undefined || o.module === part.module) return false;
  return !part.moved.some((t) => t.key === keyOf(o.at) && t.to === part.module);
}

/** Both sides of a transfer write a plan, and so does a module that only holds something back, also where nothing runs. */
function withoutStatement(
  moved: readonly Transfer[],
  withheld: ReadonlyMap<string, unknown>,
  parts: readonly { readonly module: string }[],
): { module: string; segments: readonly Segment[] }[] {
  const sides = new Set([...moved.map((t) => t.from), ...moved.map((t) => t.to), ...withheld.keys()]);
  return [...sides].filter((m) => !parts.some((p) => p.module === m)).map((module) => ({ module, segments: [] }));
}

function unmoved(at: Catalog): Proof {
  return { target: at, undo: [], down: [], rows: NO_STATEMENT, boundaries: [at], rewritten: [] };
}

function loses(parts: readonly { readonly document: Document }[], key: Key): boolean {
  const line = `- ${show(addressOf(key))}`;
  return parts.some((p) => p.document.up.some((s) => s.steps.some((step) => step.step === line && step.verdict === 'unsafe')));
}

function aloud(l: Lookalike): string {
  return `${show(l.dropped)} is dropped and ${show(l.added)}, which looks the same, is made new: if that is a rename, delete the plan and run ${l.marker}`;
}

/** Between two files of one invocation: what is already as desired belongs to whom the definitions say. */
function withModules(catalog: Catalog, desired: Catalog, current: Catalog): Catalog {
  const objects = new Map(
    [...catalog.objects].map(([key, o]) => [key, { ...o, module: desired.objects.get(key)?.module ?? current.objects.get(key)?.module }] as const),
  );
  return { ...catalog, objects };
}
