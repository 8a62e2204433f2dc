// What a step of a plan file touches. The file does not repeat what its step line already says:
// "+ a" makes a, "- a" breaks a, "~ a" alters a, "± a" makes a again; `makes`, `alters`, `breaks` list only what is beyond that.
import { addressIn, keyOf, parseAddress, show, addressOf, type Key } from '../../catalog/address.ts';
import type { PlanFile, PlanSegment, PlanStep } from '../../format/plan.generated.ts';
import type { Step } from '../step.ts';

export interface Touches {
  readonly makes: readonly Key[];
  readonly alters: readonly Key[];
  readonly breaks: readonly Key[];
}

const line = /^([+~±-]) (.+?)(?:: .*)?$/su;

/** What the step line alone says. Hand-written lines that name no address touch nothing. */
function said(step: string): Touches & { key?: Key } {
  const none = { makes: [], alters: [], breaks: [] };
  const m = line.exec(step);
  if (m === null) return none;
  const at = addressIn(m[2]!);
  if (at === undefined) return none;
  const key = keyOf(at);
  if (m[1] === '~') return { ...none, alters: [key], key };
  if (m[1] === '-') return { ...none, breaks: [key], key };
  return { ...none, makes: [key], key };
}

/** What a step line is about, without the sign before it. */
export function subjectOf(line: string): string {
  return line.replace(/^[+~±-] /u, '');
}

export function touches(step: PlanStep): Touches {
  const s = said(step.step);
  const extra = (list: readonly string[] | undefined): Key[] => (list ?? []).map((a) => keyOf(parseAddress(a)));
  return {
    makes: step.makes === undefined ? s.makes : extra(step.makes),
    alters: step.alters === undefined ? s.alters : extra(step.alters),
    breaks: step.breaks === undefined ? s.breaks : extra(step.breaks),
  };
}

/** What a plan changes or removes of what was there before its steps. */
export function changedBy(plan: Pick<PlanFile, 'up'>): Key[] {
  return plan.up.flatMap((s) => s.steps.map(touches)).flatMap((t) => [...t.breaks, ...t.alters]);
}

/** The lists to write into a file: only where they differ from what the step line says. `rides` are keys implied by their parent. */
export function writtenTouches(step: Step, rides: (key: Key) => boolean): Pick<PlanStep, 'makes' | 'alters' | 'breaks'> {
  const s = said(step.does);
  const out: { makes?: string[]; alters?: string[]; breaks?: string[] } = {};
  for (const what of ['makes', 'alters', 'breaks'] as const) {
    const heads = step[what].filter((k) => !rides(k));
    if (heads.length !== s[what].length || heads.some((k, i) => k !== s[what][i])) out[what] = heads.map((k) => show(addressOf(k)));
  }
  return out;
}

/** The plan with every step's lists as if the step lines said nothing: for those who ask each step what it makes, alters and breaks. */
export function spelledOut(plan: PlanFile): PlanFile {
  const text = (keys: readonly Key[]): string[] => keys.map((k) => show(addressOf(k)));
  const segments = (all: readonly PlanSegment[]): PlanSegment[] =>
    all.map((s) => ({
      ...s,
      steps: s.steps.map((step) => {
        const { makes, alters, breaks } = touches(step);
        return { ...step, makes: text(makes), alters: text(alters), breaks: text(breaks) };
      }),
      ...(s.undo === undefined ? {} : { undo: segments(s.undo) }),
    }));
  return { ...plan, up: segments(plan.up), down: segments(plan.down) };
}
