// Segments and verdicts in, the body of a plan file out. Pure.
import { addressOf, compareText, keyOf, show, type Key } from '../../catalog/address.ts';
import type { Catalog, Value } from '../../catalog/catalog.ts';
import type { PlanFile, PlanHazard, PlanSegment, PlanStep } from '../../format/plan.generated.ts';
import { kindOf } from '../../kinds/registry.ts';
import { strongest } from '../../hazards/locks.ts';
import type { Hazard, Segment, Step } from '../step.ts';
import { writtenTouches } from './touches.ts';

/** `around`: the catalogs before and after, which know what lives within what. */
export function planSegments(segments: readonly Segment[], around: readonly Catalog[], undo?: readonly (readonly PlanSegment[] | undefined)[]): PlanSegment[] {
  const spoken = new Set<Key>();
  return segments.map((s, i) => {
    const out: PlanSegment = { transaction: s.transaction, steps: s.steps.map((step) => planStep(step, around, spoken)) };
    const back = undo?.[i];
    if (back !== undefined && back.length > 0) out.undo = [...back];
    return out;
  });
}

function planStep(step: Step, around: readonly Catalog[], spoken: Set<Key>): PlanStep {
  const touched = new Set([...step.makes, ...step.breaks]);
  const implied = (key: Key): boolean =>
    around.some((c) => {
      const within = c.objects.get(key)?.within;
      // An index that goes to another schema with its table is not told by the table's name.
      if (within === undefined || (step.renames === true && !within.names.every((n, i) => n === addressOf(key).names[i]))) return false;
      return touched.has(keyOf(within)) || implied(keyOf(within));
    });
  // Children made or broken in the same statement as their parent are implied by it, but for those of which a step by itself said that they are there, or gone.
  const rides = (key: Key): boolean => !spoken.has(key) && implied(key);
  for (const key of touched) if (!implied(key)) spoken.add(key);
  return {
    step: step.does,
    verdict: step.verdict ?? 'unsafe',
    ...(step.hazards !== undefined && step.hazards.length > 0 ? { hazards: step.hazards.map((h) => hazard(h, step.verdict === 'safe')) } : {}),
    ...(step.lock === undefined ? {} : { lock: step.lock }),
    ...(step.timeout === 'build' ? { timeout: 'build' as const } : {}),
    ...(step.check === undefined ? {} : { check: { ...step.check } }),
    ...(step.probe === undefined ? {} : { probe: { ...step.probe } }),
    ...writtenTouches(step, rides),
    sql: step.sql,
  };
}

function hazard(h: Hazard, safe: boolean): PlanHazard {
  return {
    code: h.code,
    message: h.message,
    ...(h.remedy === undefined ? {} : { remedy: h.remedy }),
    ...(safe || h.unsafe !== false ? {} : { advisory: true as const }),
  };
}

/** "1 safe, 1 unsafe (…) · longest lock ACCESS EXCLUSIVE on …, brief · fully reversible" */
function summarise(up: readonly PlanSegment[]): string {
  const steps = up.flatMap((s) => s.steps);
  const unsafe = steps.filter((s) => s.verdict === 'unsafe');
  const parts = [`${steps.length - unsafe.length} safe`];
  const codes = [...new Set(unsafe.flatMap((s) => (s.hazards ?? []).filter((h) => h.advisory !== true).map((h) => h.code)))];
  parts.push(unsafe.length === 0 ? '0 unsafe' : `${unsafe.length} unsafe (${codes.slice(0, 4).join(', ')}${codes.length > 4 ? ', …' : ''})`);
  const lock = strongest(steps.map((s) => s.lock));
  const lossy = steps.some((s) => (s.hazards ?? []).some((h) => h.code.startsWith('DATA_') || h.code === 'IRREVERSIBLE'));
  return [parts.join(', '), lock === undefined ? 'no lock on existing tables' : `longest lock ${lock}`, lossy ? 'not fully reversible' : 'reversible'].join(
    ' · ',
  );
}

type Aside = Pick<PlanFile, 'takes' | 'gives' | 'withheld'>;

/** What the steps do, or that there are none and why; and what is held back. */
export function summaryOf(up: readonly PlanSegment[], aside: Aside): string {
  const held = aside.withheld?.length ?? 0;
  const moves = (aside.takes?.length ?? 0) + (aside.gives?.length ?? 0) > 0;
  const does = up.length > 0 ? summarise(up) : moves ? summariseTransfer(aside.takes ?? [], aside.gives ?? []) : 'no statement';
  return held === 0 ? does : `${does} · ${held} withheld`;
}

/** Of a plan that only records a change of hands. */
function summariseTransfer(takes: readonly { address: string; from: string }[], gives: readonly { address: string; to: string }[]): string {
  const what = (all: readonly { address: string }[]): string => (all.length === 1 ? all[0]!.address : `${all.length} objects`);
  const parts = [...(takes.length > 0 ? [`takes ${what(takes)}`] : []), ...(gives.length > 0 ? [`gives ${what(gives)}`] : [])];
  return `no statement · ${parts.join(', ')}`;
}

/** Portable attributes of what the plan made or altered, as they stand after it. */
export function expectations(up: readonly Segment[], after: Catalog): PlanFile['expect'] {
  const keys = new Set(up.flatMap((s) => s.steps).flatMap((s) => [...s.makes, ...s.alters]));
  const out: PlanFile['expect'] = {};
  for (const key of [...keys].sort(compareText)) {
    const o = after.objects.get(key);
    const portable = o === undefined ? undefined : kindOf(o.at.kind).portable;
    if (o === undefined || portable === undefined) continue;
    const attrs: { [attr: string]: Value } = {};
    for (const name of portable) if (o.attrs[name] !== undefined) attrs[name] = o.attrs[name]!;
    if (Object.keys(attrs).length > 0) out[show(o.at)] = attrs;
  }
  return out;
}

/** What the plan breaks and does not make again. */
export function absences(up: readonly Segment[], after: Catalog): string[] {
  const keys = new Set(up.flatMap((s) => s.steps).flatMap((s) => s.breaks));
  return [...keys]
    .filter((k) => !after.objects.has(k))
    .map((k) => show(addressOf(k)))
    .sort(compareText);
}
