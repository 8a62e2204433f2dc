// Reads the files that writePlan wrote some ten times faster than a YAML parser: apply reads whole chains. It may guess,
// since writing what it read must give the same bytes; anything else is left to the YAML parser.
import { check } from './check.ts';
import type { PlanFile, PlanSegment, PlanStep } from './plan.generated.ts';
import { writePlan } from './write.ts';

/** Undefined when the text is not byte for byte what writePlan gives. Throws PLAN_INVALID. */
export function readCanonical(text: string, file: string): PlanFile | undefined {
  let plan: PlanFile;
  try {
    plan = new Reader(text.split('\n')).plan();
    if (writePlan(plan) !== text) return undefined;
  } catch {
    return undefined; // not our layout; the YAML parser says what is wrong, if anything is
  }
  const { parent, ...rest } = plan;
  check('plan', parent === undefined ? rest : { ...rest, parent: `${parent.plan} ${parent.seal}` }, file, text);
  return plan;
}

type Fields = Record<string, unknown>;

class Reader {
  private at = 1;
  private readonly lines: readonly string[];
  constructor(lines: readonly string[]) {
    this.lines = lines;
  }

  plan(): PlanFile {
    const p: Fields = {};
    while (this.at < this.lines.length && this.lines[this.at] !== '') {
      const [key, value] = this.entry('');
      if (key === 'tidemark' || key === 'floor') p[key] = Number(value);
      else if (key === 'up' || key === 'down') p[key] = this.segments('', value);
      else if (key === 'withheld') p[key] = this.steps('  ');
      else if (key === 'takes' || key === 'gives' || key === 'carries' || key === 'links') p[key] = this.block('  - ').map(keyedJson);
      else if (key === 'proof') p[key] = keyedJson(value);
      else if (key === 'expect') p[key] = value === '{}' ? {} : this.expect();
      else if (key === 'parent') p[key] = { plan: value.slice(0, value.indexOf(' ')), seal: value.slice(value.indexOf(' ') + 1) };
      else if (value === '' || value.startsWith('[')) p[key] = this.list('', value);
      else p[key] = scalar(value);
    }
    return p as unknown as PlanFile;
  }

  /** `<indent>key: value`, or `<indent>key:` with an empty value. */
  private entry(indent: string): [string, string] {
    const line = this.lines[this.at++]!;
    const colon = line.indexOf(':');
    if (!line.startsWith(indent) || colon < 0) throw new Error(line);
    return [line.slice(indent.length, colon), line.slice(colon + 2)];
  }

  private segments(indent: string, value: string): PlanSegment[] {
    const all: PlanSegment[] = [];
    const head = `${indent}  - transaction: `;
    while (value === '' && this.lines[this.at]!.startsWith(head)) {
      const s: PlanSegment = { transaction: this.lines[this.at++] === `${head}true`, steps: [] };
      const [, steps] = this.entry(`${indent}    `);
      if (steps === '') s.steps = this.steps(`${indent}      `);
      if (this.lines[this.at]!.startsWith(`${indent}    undo:`)) s.undo = this.segments(`${indent}    `, this.entry(`${indent}    `)[1]);
      all.push(s);
    }
    return all;
  }

  private steps(indent: string): PlanStep[] {
    const all: PlanStep[] = [];
    const head = `${indent}- step: `;
    while (this.lines[this.at]!.startsWith(head)) all.push(this.step(head, `${indent}  `));
    return all;
  }

  private step(head: string, indent: string): PlanStep {
    const s: Fields = { step: scalar(this.lines[this.at++]!.slice(head.length)) };
    for (;;) {
      const [key, value] = this.entry(indent);
      if (key === 'hazards') s[key] = this.hazards(indent);
      else if (key === 'acknowledged') s[key] = keyedJson(value);
      else if (key === 'check' || key === 'probe') s[key] = this.queries(`${indent}  `);
      else if (key === 'makes' || key === 'alters' || key === 'breaks' || key === 'needs') s[key] = this.list(indent, value);
      else if (key === 'hand') s[key] = true;
      else if (key === 'sql') {
        s[key] = this.statement(indent, value);
        return s as unknown as PlanStep;
      } else s[key] = scalar(value);
    }
  }

  private hazards(indent: string): Fields[] {
    const all: Fields[] = [];
    while (this.lines[this.at]!.startsWith(`${indent}  - code: `)) {
      const h: Fields = { code: this.lines[this.at++]!.slice(indent.length + 10) };
      while (this.lines[this.at]!.startsWith(`${indent}    `)) {
        const [key, value] = this.entry(`${indent}    `);
        h[key] = key === 'advisory' ? true : scalar(value);
      }
      all.push(h);
    }
    return all;
  }

  private queries(indent: string): Fields {
    const fields: Fields = {};
    while (this.lines[this.at]!.startsWith(indent)) {
      const [key, value] = this.entry(indent);
      fields[key] = key === 'message' ? scalar(value) : this.statement(indent, value);
    }
    return fields;
  }

  private statement(indent: string, value: string): string {
    if (value !== '|') return scalar(value);
    const inner = `${indent}  `;
    const text: string[] = [];
    for (; this.at < this.lines.length; this.at += 1) {
      const line = this.lines[this.at]!;
      if (line !== '' && !line.startsWith(inner)) break;
      text.push(line.slice(inner.length));
    }
    return text.join('\n');
  }

  private list(indent: string, value: string): string[] {
    return value === '' ? this.block(`${indent}  - `).map(scalar) : (JSON.parse(value) as string[]);
  }

  private block(head: string): string[] {
    const all: string[] = [];
    while (this.lines[this.at]!.startsWith(head)) all.push(this.lines[this.at++]!.slice(head.length));
    return all;
  }

  private expect(): PlanFile['expect'] {
    const all: [string, Record<string, unknown>][] = [];
    for (; this.lines[this.at]!.startsWith('  "'); this.at += 1) {
      const [key, value] = Object.entries(JSON.parse(`{${this.lines[this.at]!}}`) as PlanFile['expect'])[0]!;
      all.push([key, value]);
    }
    return Object.fromEntries(all);
  }
}

function scalar(value: string): string {
  return value.startsWith('"') ? (JSON.parse(value) as string) : value;
}

const KEYED = /("(?:[^"\\]|\\.)*")|\b(address|between|from|to|printer|engine|up|undo|down|rows|assumed|code|reason): (?:([A-Z][A-Z0-9_]*)(?=[, ]))?/g;

/** A flow map or list whose keys stand without quotes. */
function keyedJson<T>(value: string): T {
  return JSON.parse(
    value.replace(
      KEYED,
      (whole, text?: string, key?: string, code?: string) => text ?? (key === undefined ? whole : `"${key}": ${code === undefined ? '' : `"${code}"`}`),
    ),
  ) as T;
}
