// Proves a plan that a person changed: the same way to the same target by other steps. Keeps what was written and accepted.
import { keyOf, show, type Key } from '../../catalog/address.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import type { Definitions } from '../../desired/authored.ts';
import { EXIT, TidemarkError } from '../../errors.ts';
import type { PlanFile, PlanSegment, PlanStep } from '../../format/plan.generated.ts';
import { kindOf } from '../../kinds/registry.ts';
import { absences, expectations, planSegments, summaryOf } from '../../plan/document/document.ts';
import { carriedBy, inPlace, saidCarries } from '../../plan/renames/along.ts';
import { evidence } from '../../plan/document/evidence.ts';
import { handSteps, retouched } from '../../plan/document/hand.ts';
import { MIGRATION, withHazards } from '../../plan/chains/migrations.ts';
import { lookalikes, withCandidates } from '../../plan/renames/lookalikes.ts';
import { moduleOf, owners, ownersAfter, withOwners } from '../../plan/chains/owners.ts';
import type { Renaming } from '../../plan/renames/renames.ts';
import type { Segment } from '../../plan/step.ts';
import { renamedBy, storedSegments } from '../../plan/document/stored.ts';
import { spelledOut, touches } from '../../plan/document/touches.ts';
import { leavingIn } from '../../plan/document/withheld.ts';
import { refuseForbidden } from '../shadow/forbidden.ts';
import { introspect } from '../introspect/introspect.ts';
import { judge, type Policy } from './judge.ts';
import { assertRunnable } from '../execute/ready/runnable.ts';
import { printerText } from '../introspect/printer.ts';
import { prove, type Proof } from './prove.ts';
import { standing } from '../elaborate/standing.ts';
import { assertReached } from './reached.ts';
import { rolesIn } from './reprove.ts';
import type { Shadow, ShadowOptions } from '../shadow/shadow.ts';
import { plannedExtensions } from '../elaborate/sources.ts';
import { stub, stubRoles } from '../shadow/stubs.ts';
import { inverse, wayByRenamings, type WayOptions } from './way.ts';

export interface EditInput {
  /** Plans that run before it, in order. */
  readonly before: readonly PlanFile[];
  readonly edited: PlanFile;
  readonly definitions: Definitions;
  readonly policy: Policy;
  readonly shadow: ShadowOptions;
  /** False: the plan may end anywhere (it is made again on another base). Default true: it must end at the target it names. */
  readonly sameTarget?: boolean;
}

export interface Edited {
  readonly plan: Omit<PlanFile, 'seal'>;
  readonly target: Catalog;
  /** Lines of steps that are not the planner's. */
  readonly hand: readonly string[];
}

/** Throws PLAN_UNPROVED, EDIT_MISSES_TARGET, STEP_TRANSACTION, PROBE_MISSING, SHADOW_FORBIDDEN. */
export async function proveEdit(input: EditInput): Promise<Edited> {
  const { edited, before } = input;
  assertRunnable(spelledOut(edited), edited.floor * 10_000);
  const all = [...before, edited];
  const texts = [...edited.up, ...edited.down, ...edited.up.flatMap((s) => s.undo ?? [])].flatMap((s) => s.steps).map((s) => s.sql);
  await refuseForbidden(texts.map((sql) => ({ sql, file: edited.plan })));
  const options: ShadowOptions = {
    ...input.shadow,
    extensions: [...new Set([...input.definitions.extensions, ...plannedExtensions({ is: 'plans', plans: all })])],
    roles: [...new Set([...input.definitions.roles, ...rolesIn(all)])],
  };
  const shadow = await standing(before, options);
  try {
    await stub(shadow, texts);
    await stubRoles(shadow, texts);
    const base = withOwners(await introspect(shadow), owners(before));
    const renamings = renamingsIn(edited, base);
    const using = new Map(input.definitions.using.map((u) => [keyOf(u.at), u.using]));
    const way: WayOptions = { floor: edited.floor, online: true, using };
    const proof = await prove({
      session: shadow,
      base,
      up: storedSegments(edited.up),
      renamings,
      options: way,
      each: true,
      ...storedBack(edited),
    }).catch((error: unknown) => {
      throw explained(error, edited);
    });
    const planned = await planners(before, options, base, proof.target, renamings, way);
    const written = await document(input, base, proof, planned, shadow);
    if (input.sameTarget !== false && written.plan.target !== edited.target)
      await assertReached(edited, written.plan, proof.target, input.definitions, options);
    return { ...written, target: proof.target };
  } finally {
    await shadow.close();
  }
}

/** A way back that was deleted from the file is planned again. */
function storedBack(edited: PlanFile): { down?: Segment[]; undo: (Segment[] | undefined)[] } {
  const gone = edited.down.length === 0 && edited.up.length > 0;
  return {
    ...(gone ? {} : { down: storedSegments(edited.down) }),
    undo: edited.up.map((s) => (s.undo === undefined ? undefined : storedSegments(s.undo))),
  };
}

/**
 * Several steps that rename one thing are one renaming; what stepped aside and went is none, and copies are renamed wherever a way is
 * planned.
 */
function renamingsIn(plan: PlanFile, base: Catalog): Renaming[] {
  const found = new Map<Key, Renaming>();
  for (const step of plan.up.flatMap((s) => s.steps)) {
    const t = touches(step);
    const renamed = renamedBy(step);
    const before = t.breaks.length === 0 ? undefined : found.get(t.breaks[0]!);
    for (const key of t.breaks) found.delete(key);
    if (renamed !== undefined) found.set(keyOf(renamed.to), { ...renamed, from: before?.from ?? renamed.from, module: moduleOf(plan) });
  }
  return [...found.values()].filter(({ from }) => {
    const o = base.objects.get(keyOf(from));
    return o === undefined || kindOf(o.at.kind).original?.(o) === undefined;
  });
}

interface Planners {
  readonly up: readonly Segment[];
  readonly down: readonly Segment[];
}

/** What the planner would have written for the same way, both with and without lock-friendly forms. */
async function planners(
  before: readonly PlanFile[],
  options: ShadowOptions,
  base: Catalog,
  target: Catalog,
  renamings: readonly Renaming[],
  way: WayOptions,
): Promise<Planners> {
  const session = renamings.length === 0 ? undefined : await standing(before, options);
  const flat = (w: { parts: readonly { segments: readonly Segment[] }[] }): Segment[] => w.parts.flatMap((p) => [...p.segments]);
  try {
    const up = [];
    for (const online of [true, false]) up.push(...flat(await wayByRenamings(session!, base, target, renamings, { ...way, online })));
    if (session !== undefined) return { up, down: [] };
    const back = { ...way, using: new Map<Key, string>(), back: true };
    const down = [];
    for (const online of [true, false]) down.push(...flat(await wayByRenamings(session!, target, base, inverse(renamings), { ...back, online })));
    return { up, down };
  } finally {
    await session?.close();
  }
}

async function document(input: EditInput, base: Catalog, proof: Proof, planned: Planners, shadow: Shadow): Promise<Pick<Edited, 'plan' | 'hand'>> {
  const { edited } = input;
  const { target } = proof;
  const options = { floor: edited.floor, policy: input.policy, leaving: leavingIn([...input.before, edited]) };
  const around = [base, target];
  // On another base the planner might write other steps: only what carries the mark is a person's there.
  const marked = input.sameTarget === false;
  const handUp = handSteps(edited.up, planned.up, marked);
  const module = moduleOf(edited);
  const by = owners(input.before);
  const taken = carriedBy(edited, base, target, by, renamingsIn(edited, base));
  const up = inPlace(retouched(storedSegments(edited.up), handUp, proof.boundaries), { start: base, renamed: target, base, target }, taken);
  const undo = await Promise.all(proof.undo.map(async (segments, i) => planSegments(await judge(segments, proof.boundaries[i + 1]!, options), around)));
  const kept = (made: readonly PlanSegment[], was: readonly PlanSegment[], hand: ReadonlySet<number>): PlanSegment[] => keep(made, was, hand);
  const upSegments = kept(
    planSegments(
      withCandidates(await judge(up, base, options), lookalikes(base, target)),
      around,
      undo.map((u, i) => kept(u, edited.up[i]?.undo ?? [], new Set())),
    ),
    edited.up,
    handUp,
  );
  const handDown = planned.down.length === 0 ? new Set<number>() : handSteps(edited.down, planned.down, marked);
  const down = kept(planSegments(await judge(proof.down, target, options), around), edited.down, handDown);
  const start = evidence(base, by, module);
  const carried = saidCarries(taken);
  ownersAfter(by, { ...edited, up: upSegments, carries: carried });
  const absent = absences(up, target);
  const { absent: _absent, carries: _carries, unmodelled: _unmodelled, seal: _seal, ...rest } = edited;
  const plan: Omit<PlanFile, 'seal'> = {
    ...rest,
    summary: summaryOf(upSegments, edited),
    ...(carried.length > 0 ? { carries: carried } : {}),
    base: start,
    target: evidence(target, by, module),
    proof: {
      printer: printerText(target.printer),
      engine: `PGlite ${shadow.version}`,
      up: true,
      undo: true,
      down: true,
      rows: proof.rows,
      ...(shadow.assumed.length > 0 ? { assumed: [...shadow.assumed] } : {}),
    },
    ...(target.unmodelled.length > 0 ? { unmodelled: target.unmodelled.map(show) } : {}),
    up: upSegments,
    down,
    expect: expectations(up, target),
    ...(absent.length > 0 ? { absent } : {}),
  };
  const steps = edited.up.flatMap((s) => s.steps);
  return { plan, hand: [...handUp].map((i) => steps[i]!.step) };
}

/** What people put into a step: their mark, and acknowledgements of hazards that it still has. */
function keep(made: readonly PlanSegment[], was: readonly PlanSegment[], hand: ReadonlySet<number>): PlanSegment[] {
  const old = was.flatMap((s) => s.steps);
  let n = 0;
  return made.map((s) => ({ ...s, steps: s.steps.map((step) => kept(step, old[n], hand.has(n++))) }));
}

function kept(step: PlanStep, was: PlanStep | undefined, hand: boolean): PlanStep {
  if (was === undefined || was.sql !== step.sql) return step;
  const told = (was.hazards ?? []).filter((h) => h.code === MIGRATION);
  const codes = new Set([...(step.hazards ?? []), ...told].map((h) => h.code));
  const acknowledged = (was.acknowledged ?? []).filter((a) => codes.has(a.code));
  return {
    ...withHazards(step, told),
    ...(acknowledged.length > 0 ? { acknowledged } : {}),
    ...(was.needs === undefined ? {} : { needs: was.needs }),
    ...(hand || was.hand === true ? { hand: true as const } : {}),
  };
}

function explained(error: unknown, edited: PlanFile): unknown {
  if (!(error instanceof TidemarkError) || error.id !== 'PLAN_UNPROVED') return error;
  const back = /way down|\(down\)|undo/.test(error.message);
  const next = back
    ? 'correct its way back, or delete it to have it planned: the `undo:` of that segment, or `down: []`'
    : 'correct the statement and run tidemark prove again; the file is as you left it';
  return error.saying({ next, exit: EXIT.decide }, `${edited.plan}: ${error.message}`);
}
