// From definitions and committed plans to proved plan documents. Writes nothing.
import { addressOf, keyOf, show, type Key } from '../catalog/address.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { diff } from '../catalog/diff.ts';
import type { Definitions } from '../desired/authored.ts';
import { TidemarkError } from '../errors.ts';
import type { PlanFile } from '../format/plan.generated.ts';
import { absences, expectations, planSegments, summarise } from '../plan/document.ts';
import { overlay, owners, transfers, withOwners } from '../plan/owners.ts';
import type { Segment } from '../plan/step.ts';
import { elaborate } from './elaborate.ts';
import { introspect } from './introspect.ts';
import { judge, type Policy } from './judge.ts';
import { printerText } from './printer.ts';
import { mustEqual, prove, type Proof } from './prove.ts';
import { basePack, replayPlans } from './replay.ts';
import { openShadow, type Shadow, type ShadowOptions } from './shadow.ts';
import { plannedExtensions } from './sources.ts';
import { stub, stubRoles } from './stubs.ts';
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
  readonly on?: (event: { readonly doing: string }) => void;
}

export type Document = Omit<PlanFile, 'seal' | 'plan' | 'parent' | 'after'>;

export interface Proposal {
  /** In the order they must run; `after` holds indices into this list. */
  readonly parts: readonly { readonly module: string; readonly document: Document; readonly afterParts: readonly number[]; readonly needs: readonly Key[] }[];
  readonly warnings: readonly string[];
  readonly unmodelled: readonly string[];
  readonly current: Catalog;
  readonly desired: Catalog;
}

export async function propose(input: ProposeInput): Promise<Proposal> {
  const say = (doing: string): void => input.on?.({ doing });
  const extensions = [...new Set([...input.definitions.extensions, ...plannedExtensions({ is: 'plans', plans: input.plans })])];
  const options = { ...input.shadow, extensions, roles: input.definitions.roles };
  say('reading definitions');
  // The state the plans build is kept as a pack, except on a server, which packs nothing.
  const [definer, prover] = await Promise.all([openShadow(options), openProver(options, input.plans)]);
  try {
    const [wanted, base] = await Promise.all([elaborate(input.definitions, definer), introspect(prover)]);
    const current = withOwners(base, owners(input.plans));
    const desired = input.modules === undefined ? wanted : overlay(current, wanted, new Set(input.modules));
    return await proposeBetween(input, prover, current, desired, say);
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

async function proposeBetween(input: ProposeInput, prover: Shadow, current: Catalog, desired: Catalog, say: (doing: string) => void): Promise<Proposal> {
  const unmodelled = desired.unmodelled.map(show);
  if (diff(current, desired).length === 0 && transfers(current, desired).length === 0) return { parts: [], warnings: [], unmodelled, current, desired };
  say('planning');
  const using = new Map(input.definitions.using.map((u) => [keyOf(u.at), u.using]));
  const options: WayOptions = { floor: input.floor, online: input.online, using };
  const way = await wayByMarkers(prover, current, desired, input.definitions.renames, options);
  const moved = transfers(current, desired);
  const parts: { module: string; document: Document; afterParts: number[]; needs: Key[] }[] = [];
  const maker = new Map<Key, number>();
  let at = current;
  for (const [i, part] of way.parts.entries()) {
    const up = [...part.segments];
    say(`proving ${part.module || 'the plan'}`);
    const texts = up.flatMap((g) => g.steps).map((step) => step.sql);
    await stub(prover, texts);
    await stubRoles(prover, texts);
    const renamings = way.renamings.filter((r) => r.module === part.module && i === way.parts.findIndex((p) => p.module === r.module));
    const proof = await prove({ session: prover, base: at, up, renamings, options });
    const module = part.module;
    const target = i === way.parts.length - 1 ? desired : withModules(proof.target, desired, current);
    if (i === way.parts.length - 1) mustEqual(proof.target, desired, 'the way up');
    say(`classifying ${part.module || 'the plan'}`);
    const document = await documentOf(input, proof, up, at, target, current, module, moved, prover);
    const touched = new Set(up.flatMap((s) => s.steps).flatMap((s) => [...s.makes, ...s.alters, ...s.breaks, ...s.needs]));
    const leans = new Set<Key>([...touched].flatMap((k) => edgesFrom(desired, k)));
    const afterParts = [...new Set([...touched, ...leans].map((k) => maker.get(k)).filter((n): n is number => n !== undefined && parts[n]!.module !== module))];
    for (const key of touched) maker.set(key, i);
    parts.push({ module, document, afterParts: afterParts.sort((a, b) => a - b), needs: [...leans] });
    at = target;
  }
  return { parts, warnings: way.warnings, unmodelled, current, desired };
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

async function documentOf(input: ProposeInput, proof: Proof, up: readonly Segment[], base: Catalog, target: Catalog, current: Catalog, module: string, moved: ReturnType<typeof transfers>, prover: Shadow): Promise<Document> {
  const judged = await judge(up, base, input);
  const judgedDown = await judge(proof.down, target, input);
  const undo = await Promise.all(proof.undo.map((segments, i) => judge(segments, proof.boundaries[i + 1]!, input)));
  const around = [base, target, current];
  const undeclared = proof.rewritten.filter((name) => !judged.some((s) => s.steps.some((step) => step.hazards?.some((h) => h.code === 'LOCK_REWRITE' || h.code === 'DATA_TRUNCATE') || step.breaks.some((k) => addressOf(k).names.join('.') === name))));
  if (undeclared.length > 0) {
    throw new TidemarkError('PLAN_REWRITES', `the plan rewrites ${undeclared.join(', ')} and no step says so`, { next: 'report this: the plan was not written' });
  }
  const takes = moved.filter((t) => t.to === module).map((t) => ({ address: show(addressOf(t.key)), from: t.from }));
  const gives = moved.filter((t) => t.from === module).map((t) => ({ address: show(addressOf(t.key)), to: t.to }));
  const also = [...new Set(up.flatMap((s) => s.steps).flatMap((s) => s.breaks))].filter((k) => current.objects.get(k)?.module !== module && current.objects.get(k)?.module !== undefined && target.objects.has(k)).map((k) => show(addressOf(k)));
  const upSegments = planSegments(judged, around, undo.map((u) => planSegments(u, around)));
  return {
    tidemark: 1,
    summary: summarise(upSegments),
    ...(also.length > 0 ? { also } : {}),
    ...(takes.length > 0 ? { takes } : {}),
    ...(gives.length > 0 ? { gives } : {}),
    floor: input.floor,
    base: base.fingerprint,
    target: target.fingerprint,
    proof: { printer: printerText(target.printer), engine: `PGlite ${prover.version}`, up: true, undo: true, down: true, rows: proof.rows, ...(prover.assumed.length > 0 ? { assumed: [...prover.assumed] } : {}) },
    ...(target.unmodelled.length > 0 ? { unmodelled: target.unmodelled.map(show) } : {}),
    up: upSegments,
    down: planSegments(judgedDown, around),
    expect: expectations(up, target),
    ...(absences(up, target).length > 0 ? { absent: absences(up, target) } : {}),
  };
}

/** Between two files of one invocation: what is already as desired belongs to whom the definitions say. */
function withModules(catalog: Catalog, desired: Catalog, current: Catalog): Catalog {
  const objects = new Map([...catalog.objects].map(([key, o]) => [key, { ...o, module: desired.objects.get(key)?.module ?? current.objects.get(key)?.module }] as const));
  return { ...catalog, objects };
}
