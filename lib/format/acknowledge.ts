// Owns the one edit of a plan file that leaves its seal whole: accepting a hazard, with a reason.
import type * as Yaml from 'yaml';
import { TidemarkError } from '../errors.ts';
import { parseYaml } from './document.ts';
import { undone } from './lines.ts';
import { nearest } from './nearest.ts';
import type { PlanAcknowledgement, PlanHazard } from './plan.generated.ts';
import { readPlan, stepNodes } from './read.ts';
import { acknowledgedLine } from './write.ts';

interface Entry {
  readonly step: string;
  readonly hazards: readonly PlanHazard[];
  readonly acknowledged: readonly PlanAcknowledgement[];
  readonly node: Yaml.YAMLMap;
}

/**
 * The plan's text with the code acknowledged in every step that carries it, or only in the one whose `step:` line is
 * `step`. A reason given before is replaced. Other bytes stay.
 * Throws what readPlan throws, ACK_REASON_EMPTY, ACK_CODE_UNKNOWN, ACK_STEP_UNKNOWN.
 */
export function acknowledge(text: string, file: string, code: string, reason: string, step?: string): string {
  if (reason.trim() === '') {
    throw new TidemarkError('ACK_REASON_EMPTY', `${code} is acknowledged without a reason`, {
      at: { file },
      exit: 64,
      next: `tidemark ack <plan> ${code} --reason "why it is acceptable here"`,
    });
  }
  const body = undone(text);
  readPlan(body, file);
  const entries = stepNodes(parseYaml(body, file)).map(entryOf);
  const carrying = entries.filter((e) => e.hazards.some((h) => h.code === code));
  if (carrying.length === 0) throw unknownCode(entries, code, file);
  const chosen = step === undefined ? carrying : carrying.filter((e) => e.step === step);
  if (chosen.length === 0) throw unknownStep(carrying, code, step!, file);
  let out = body;
  for (const entry of chosen.reverse()) out = edited(out, entry, { code, reason });
  return out;
}

function entryOf(node: Yaml.YAMLMap): Entry {
  const plain = node.toJSON() as { step: string; hazards?: PlanHazard[]; acknowledged?: PlanAcknowledgement[] };
  return { step: plain.step, hazards: plain.hazards ?? [], acknowledged: plain.acknowledged ?? [], node };
}

function edited(text: string, entry: Entry, added: PlanAcknowledgement): string {
  const all = [...entry.acknowledged.filter((a) => a.code !== added.code), added];
  const line = (offset: number): number => text.lastIndexOf('\n', offset - 1) + 1;
  const at = (i: number): number => (entry.node.items[i]!.key as Yaml.Scalar).range![0];
  const keys = entry.node.items.map((p) => (p.key as Yaml.Scalar).value);
  const old = keys.indexOf('acknowledged');
  // `step` is a step's first key and stands behind a dash; sql is the last one, so something always follows
  const follows = old >= 0 ? old + 1 : keys.indexOf('hazards') + 1;
  const from = old >= 0 ? line(at(old)) : line(at(follows));
  const to = follows < keys.length ? line(at(follows)) : endOf(text, entry.node);
  const indent = ' '.repeat(at(1) - line(at(1)));
  return `${text.slice(0, from)}${indent}${acknowledgedLine(all)}\n${text.slice(to)}`;
}

function endOf(text: string, node: Yaml.YAMLMap): number {
  const feed = text.indexOf('\n', node.range![1] - 1);
  return feed < 0 ? text.length : feed + 1;
}

function unknownCode(entries: readonly Entry[], code: string, file: string): TidemarkError {
  const codes = [...new Set(entries.flatMap((e) => e.hazards.map((h) => h.code)))].sort();
  const meant = nearest(code, codes);
  const known = codes.length === 0 ? 'it has no hazards' : `its hazards: ${codes.join(', ')}`;
  return new TidemarkError('ACK_CODE_UNKNOWN', `no step of ${file} carries the hazard ${code} (${known})`, {
    at: { file },
    exit: 64,
    next: meant === undefined ? `tidemark show ${file}` : `did you mean ${meant}?`,
  });
}

function unknownStep(carrying: readonly Entry[], code: string, step: string, file: string): TidemarkError {
  return new TidemarkError('ACK_STEP_UNKNOWN', `no step ${JSON.stringify(step)} of ${file} carries ${code}`, {
    at: { file },
    exit: 64,
    next: `steps that do: ${carrying.map((e) => JSON.stringify(e.step)).join(', ')}`,
  });
}
