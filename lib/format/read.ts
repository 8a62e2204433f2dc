// Owns reading a plan file: from text to the PlanFile its schema accepts.
import type * as Yaml from 'yaml';
import { TidemarkError } from '../errors.ts';
import { readCanonical } from './canonical.ts';
import { check } from './check.ts';
import { parseYaml } from './document.ts';
import { acknowledgements, undone } from './lines.ts';
import type { PlanFile, PlanSegment, PlanStep } from './plan.generated.ts';
import { sealIn, sealOf } from './seal.ts';

/** What this version writes, and the newest it reads. */
export const PLAN_FORMAT = 1;

export type RawPlan = Omit<PlanFile, 'parent'> & { parent?: string };

/**
 * Throws PLAN_FORMAT_NEWER, PLAN_SEAL_BROKEN, YAML_MALFORMED, PLAN_INVALID. With `edited` the seal is not looked at: for
 * `prove`, which seals again what a person changed.
 */
export function readPlan(text: string, file: string, options: { edited?: boolean } = {}): PlanFile {
  const body = undone(text);
  assertFormat(body, file);
  if (options.edited !== true) assertSeal(body, file);
  return readCanonical(body, file) ?? fromRaw(readAny(body, file, options.edited === true));
}

/** Before anything else is looked at: a newer format may seal and nest differently. */
export function assertFormat(text: string, file: string): void {
  const format = /^tidemark: ?["']?(\d+)/m.exec(text)?.[1];
  if (format === undefined)
    throw new TidemarkError('PLAN_INVALID', `${file} is not a plan: the line "tidemark: ${PLAN_FORMAT}" is missing`, {
      at: { file },
      next: 'take the file from version control again',
    });
  if (Number(format) > PLAN_FORMAT) {
    throw new TidemarkError('PLAN_FORMAT_NEWER', `${file} has plan format ${format}; this tidemark reads up to ${PLAN_FORMAT}`, {
      at: { file },
      next: 'npm install tidemark@latest',
    });
  }
}

export function assertSeal(text: string, file: string): void {
  const carried = sealIn(text);
  if (carried !== undefined && carried === sealOf(text)) return;
  const what = carried === undefined ? 'does not end with its seal' : 'was changed after it was sealed';
  throw new TidemarkError('PLAN_SEAL_BROKEN', `${file} ${what}`, {
    at: { file },
    exit: 3,
    next: `git checkout -- ${file}, or tidemark prove with its name to prove and seal the edit`,
  });
}

function readAny(body: string, file: string, edited: boolean): RawPlan {
  const doc = parseYaml(body, file);
  const js: unknown = doc.toJS({ maxAliasCount: 0 });
  if (edited) judgeLater(js);
  const raw = check<RawPlan>('plan', js, file, body);
  assertAcknowledgements(doc, body, file);
  return raw;
}

/** A step that a person adds needs no verdict: proving it gives it one. */
function judgeLater(js: unknown): void {
  if (typeof js !== 'object' || js === null) return;
  const node = js as { [key: string]: unknown };
  if ('step' in node && 'sql' in node) node['verdict'] ??= 'unsafe';
  for (const inner of Array.isArray(js) ? js : ['up', 'down', 'steps', 'undo'].map((key) => node[key])) judgeLater(inner);
}

/**
 * The seal leaves out what looks like an acknowledgement by its lines. What is one by YAML must be the same lines, or
 * something else could hide there.
 */
function assertAcknowledgements(doc: Yaml.Document.Parsed, body: string, file: string): void {
  const parsed = new Set(acknowledgedKeys(doc));
  const ignored = acknowledgements(body).map((a) => a.key);
  if (parsed.size === ignored.length && ignored.every((k) => parsed.has(k))) return;
  throw new TidemarkError('PLAN_INVALID', `${file} has an \`acknowledged:\` that is not a line of its own in a step`, {
    at: { file },
    next: 'write it as `acknowledged: [{ code: CODE, reason: "…" }]` on one line, or use `tidemark ack`',
  });
}

/** Offsets of the keys `acknowledged` of all steps. */
function acknowledgedKeys(doc: Yaml.Document.Parsed): number[] {
  const found: number[] = [];
  for (const step of stepNodes(doc)) {
    for (const pair of step.items) {
      const key = pair.key as Yaml.Scalar | null;
      if (key?.value === 'acknowledged' && key.range) found.push(key.range[0]);
    }
  }
  return found;
}

/** The maps of all steps, wherever in the plan. The document has passed its schema. */
export function stepNodes(doc: Yaml.Document.Parsed): Yaml.YAMLMap[] {
  const found: Yaml.YAMLMap[] = [];
  const steps = (seq: unknown): void => {
    for (const s of items(seq)) found.push(s);
  };
  const segments = (seq: unknown): void => {
    for (const s of items(seq)) {
      steps(s.get('steps', true));
      segments(s.get('undo', true));
    }
  };
  steps(doc.get('withheld', true));
  segments(doc.get('up', true));
  segments(doc.get('down', true));
  return found;
}

function items(seq: unknown): Yaml.YAMLMap[] {
  return ((seq as Yaml.YAMLSeq | undefined)?.items ?? []) as Yaml.YAMLMap[];
}

function fromRaw(raw: RawPlan): PlanFile {
  const { parent, ...rest } = raw;
  const sections: Partial<PlanFile> = {
    up: raw.up.map(segment),
    down: raw.down.map(segment),
    ...(raw.withheld === undefined ? {} : { withheld: raw.withheld.map(step) }),
  };
  return { ...rest, ...(parent === undefined ? {} : { parent: sealedPlan(parent) }), ...sections };
}

/** "product/0002-add-weight sha256:…" -> its parts */
export function sealedPlan(text: string): { plan: string; seal: string } {
  const [plan, seal] = text.split(' ') as [string, string];
  return { plan, seal };
}

function segment(s: PlanSegment): PlanSegment {
  return { ...s, steps: s.steps.map(step), ...(s.undo === undefined ? {} : { undo: s.undo.map(segment) }) };
}

/** A block literal ends with a line feed that is not part of the statement. */
function step(s: PlanStep): PlanStep {
  const out = { ...s, sql: trimmed(s.sql) };
  if (s.check !== undefined)
    out.check = {
      ...s.check,
      sql: trimmed(s.check.sql),
      ...(s.check.list === undefined ? {} : { list: trimmed(s.check.list) }),
    };
  if (s.probe !== undefined)
    out.probe = {
      ...s.probe,
      sql: trimmed(s.probe.sql),
      ...(s.probe.repair === undefined ? {} : { repair: trimmed(s.probe.repair) }),
    };
  return out;
}

function trimmed(sql: string): string {
  return sql.replace(/\n+$/, '');
}
