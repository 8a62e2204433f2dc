// Owns the bytes of a plan file: UTF-8, LF, no BOM, keys in one order, every statement a block literal where that keeps its text.
import type { PlanFile, PlanSegment, PlanStep } from './plan.generated.ts';
import { sealOf } from './seal.ts';

/** Plan files lie in plans/<module>/ of the project whose node_modules holds tidemark: no network for an editor. */
const HEADER = '# yaml-language-server: $schema=../../node_modules/tidemark/dist/lib/format/plan.schema.json\n';
/** Lists of addresses stand on one line up to this length, else one below the other. */
const WIDTH = 140;

/** The file's text. The seal is computed here: `plan.seal` is not looked at. */
export function writePlan(plan: Omit<PlanFile, 'seal'>): string {
  const out: string[] = [];
  const line = (key: string, value: string): number => out.push(`${key}: ${value}`);
  line('tidemark', String(plan.tidemark));
  line('plan', plan.plan);
  line('summary', plain(plan.summary));
  if (plan.parent !== undefined) line('parent', `${plan.parent.plan} ${plan.parent.seal}`);
  list(out, '', 'after', plan.after, true);
  list(out, '', 'also', plan.also);
  transfers(out, 'takes', plan.takes, 'from');
  transfers(out, 'gives', plan.gives, 'to');
  transfers(out, 'carries', plan.carries, 'to');
  transfers(out, 'links', plan.links, 'between');
  if (plan.checkpoint !== undefined) line('checkpoint', plan.checkpoint);
  list(out, '', 'replaces', plan.replaces);
  list(out, '', 'migrations', plan.migrations);
  if (plan.withheld !== undefined && plan.withheld.length > 0) {
    out.push('withheld:');
    for (const step of plan.withheld) writeStep(out, '  ', step);
  }
  line('floor', String(plan.floor));
  line('base', plan.base);
  line('target', plan.target);
  line('proof', proof(plan.proof));
  list(out, '', 'unmodelled', plan.unmodelled);
  segments(out, '', 'up', plan.up);
  segments(out, '', 'down', plan.down);
  const expected = Object.keys(plan.expect).sort();
  out.push(expected.length === 0 ? 'expect: {}' : 'expect:');
  for (const address of expected) out.push(`  ${quoted(address)}: ${json(plan.expect[address])}`);
  list(out, '', 'absent', plan.absent);
  const body = `${HEADER}${out.join('\n')}\n`;
  return `${body}seal: ${sealOf(body)}\n`;
}

function proof(p: PlanFile['proof']): string {
  const rows = typeof p.rows === 'number' ? String(p.rows) : quoted(p.rows);
  const assumed = p.assumed === undefined || p.assumed.length === 0 ? '' : `, assumed: ${json(p.assumed)}`;
  return `{ printer: ${quoted(p.printer)}, engine: ${quoted(p.engine)}, up: ${p.up}, undo: ${p.undo}, down: ${p.down}, rows: ${rows}${assumed} }`;
}

function transfers<K extends string>(out: string[], key: string, all: readonly ({ address: string } & Record<K, string>)[] | undefined, other: K): void {
  if (all === undefined || all.length === 0) return;
  out.push(`${key}:`);
  for (const t of all) out.push(`  - { address: ${quoted(t.address)}, ${other}: ${quoted(t[other])} }`);
}

function segments(out: string[], indent: string, key: string, all: readonly PlanSegment[]): void {
  out.push(`${indent}${key}:${all.length === 0 ? ' []' : ''}`);
  const inner = `${indent}  `;
  for (const s of all) {
    out.push(`${inner}- transaction: ${s.transaction}`, `${inner}  steps:${s.steps.length === 0 ? ' []' : ''}`);
    for (const step of s.steps) writeStep(out, `${inner}    `, step);
    if (s.undo !== undefined) segments(out, `${inner}  `, 'undo', s.undo);
  }
}

function writeStep(out: string[], indent: string, s: PlanStep): void {
  const inner = `${indent}  `;
  out.push(`${indent}- step: ${quoted(s.step)}`, `${inner}verdict: ${s.verdict}`);
  if (s.hazards !== undefined && s.hazards.length > 0) {
    out.push(`${inner}hazards:`);
    for (const h of s.hazards) {
      out.push(`${inner}  - code: ${h.code}`, `${inner}    message: ${plain(h.message)}`);
      if (h.remedy !== undefined) out.push(`${inner}    remedy: ${plain(h.remedy)}`);
      if (h.advisory === true) out.push(`${inner}    advisory: true`);
    }
  }
  if (s.acknowledged !== undefined && s.acknowledged.length > 0) out.push(`${inner}${acknowledgedLine(s.acknowledged)}`);
  if (s.lock !== undefined) out.push(`${inner}lock: ${s.lock}`);
  if (s.timeout !== undefined) out.push(`${inner}timeout: ${s.timeout}`);
  if (s.check !== undefined) {
    out.push(`${inner}check:`);
    statement(out, `${inner}  `, 'sql', s.check.sql);
    out.push(`${inner}  message: ${plain(s.check.message)}`);
    if (s.check.list !== undefined) statement(out, `${inner}  `, 'list', s.check.list);
  }
  if (s.probe !== undefined) {
    out.push(`${inner}probe:`);
    statement(out, `${inner}  `, 'sql', s.probe.sql);
    if (s.probe.repair !== undefined) statement(out, `${inner}  `, 'repair', s.probe.repair);
  }
  // An empty one says something too: without it the step line counts, and only the last of several steps makes the object.
  list(out, inner, 'makes', s.makes, true);
  list(out, inner, 'alters', s.alters, true);
  list(out, inner, 'breaks', s.breaks, true);
  list(out, inner, 'needs', s.needs);
  if (s.hand === true) out.push(`${inner}hand: true`);
  statement(out, inner, 'sql', s.sql);
}

/** One line whatever the reasons hold: the seal leaves it out by looking at lines only. */
export function acknowledgedLine(all: NonNullable<PlanStep['acknowledged']>): string {
  return `acknowledged: [${all.map((a) => `{ code: ${a.code}, reason: ${quoted(a.reason)} }`).join(', ')}]`;
}

function list(out: string[], indent: string, key: string, items: readonly string[] | undefined, always = false): void {
  if (items === undefined || (items.length === 0 && !always)) return;
  const one = `${indent}${key}: [${items.map(quoted).join(', ')}]`;
  if (one.length <= WIDTH) out.push(one);
  else out.push(`${indent}${key}:`, ...items.map((i) => `${indent}  - ${plain(i)}`));
}

/** Raw CR, control characters and code points that some YAML readers take for line ends or refuse. */
const UNPRINTABLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]|\p{Cs}/u;

/** Line feeds at the end of a statement mean nothing: the literal ends with one, and reading takes it off. */
function statement(out: string[], indent: string, key: string, sql: string): void {
  const text = sql.replace(/\n+$/, '');
  // a literal would lose leading blank lines and leading spaces; editors strip what trails
  if (text === '' || /^[ \t\n]/.test(text) || /[ \t]+(\n|$)/.test(text) || UNPRINTABLE.test(text)) {
    out.push(`${indent}${key}: ${quoted(text)}`);
    return;
  }
  out.push(`${indent}${key}: |`);
  for (const l of text.split('\n')) out.push(l === '' ? '' : `${indent}  ${l}`);
}

const PLAIN = /^(?:\p{L}|[0-9]+ \p{L})[^\u0000-\u001f]*$/u;
const WORD = /^(?:true|false|null|yes|no|on|off|y|n|inf|nan)$/i;

/** Text as people write it where YAML reads it back as the same text, else quoted. */
function plain(text: string): string {
  const safe = PLAIN.test(text) && !WORD.test(text) && !/: | #|:$|[ ]$/.test(text) && !UNPRINTABLE.test(text);
  return safe ? text : quoted(text);
}

/** JSON's quotes, with what YAML calls not printable escaped: a YAML double-quoted text. */
function quoted(text: string): string {
  return escapeRest(JSON.stringify(text));
}

function escapeRest(jsonText: string): string {
  return jsonText.replace(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** JSON on one line with a space after each colon and comma, keys in code-unit order. */
function json(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(json).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const names = Object.keys(value).sort();
    return names.length === 0 ? '{}' : `{ ${names.map((n) => `${quoted(n)}: ${json((value as Record<string, unknown>)[n])}`).join(', ')} }`;
  }
  return escapeRest(JSON.stringify(value ?? null));
}
