// Turns ajv's errors into what a person needs: one problem for one typo, with the place and the likely word.
import type { ErrorObject } from 'ajv';
import { nearest } from './nearest.ts';

export interface Problem {
  /** JSON pointer of the value, or of the key that should not be there. */
  readonly pointer: string;
  readonly text: string;
  /** What to write instead, when it is known. */
  readonly suggestion?: string | undefined;
}

type Schema = {
  properties?: Record<string, unknown>;
  oneOf?: { required: string[] }[];
  description?: string;
  enum?: unknown[];
};

/** Problems in the order of the document's schema; `document` is the value that was checked. */
export function problemsOf(errors: readonly ErrorObject[], document: unknown): Problem[] {
  const misspelt = new Map<string, Set<string>>();
  for (const e of errors) {
    const meant = e.keyword === 'additionalProperties' ? meantKey(e) : undefined;
    if (meant !== undefined) misspelt.set(e.instancePath, (misspelt.get(e.instancePath) ?? new Set()).add(meant));
  }
  const problems = new Map<string, Problem>();
  for (const e of errors) {
    const problem = problemOf(e, document, misspelt.get(e.instancePath));
    if (problem !== undefined && !problems.has(`${problem.pointer} ${problem.text}`)) problems.set(`${problem.pointer} ${problem.text}`, problem);
  }
  return [...problems.values()];
}

function meantKey(e: ErrorObject): string | undefined {
  const present = Object.keys((e.data ?? {}) as object);
  const known = Object.keys((e.parentSchema as Schema).properties ?? {}).filter((k) => !present.includes(k));
  return nearest((e.params as { additionalProperty: string }).additionalProperty, known);
}

/** Undefined for what another error already says. `meant`: missing keys of this object that a misspelt one stands for. */
function problemOf(e: ErrorObject, document: unknown, meant: Set<string> | undefined): Problem | undefined {
  const pointer = e.instancePath;
  const schema = e.parentSchema as Schema;
  const params = e.params as Record<string, unknown>;
  switch (e.keyword) {
    case 'if':
      return undefined;
    case 'additionalProperties': {
      const key = params['additionalProperty'] as string;
      const known = Object.keys(schema.properties ?? {});
      const text = `unknown key ${JSON.stringify(key)}${known.length <= 12 ? ` (known: ${known.join(', ')})` : ''}`;
      return { pointer: `${pointer}/${escape(key)}`, text, suggestion: meantKey(e) };
    }
    case 'required': {
      const key = params['missingProperty'] as string;
      if (/\/oneOf\/\d+\/required$/.test(e.schemaPath) || meant?.has(key) === true) return undefined;
      return { pointer, text: `missing key ${JSON.stringify(key)}` };
    }
    case 'oneOf': {
      if (typeof e.data !== 'object') return undefined; // `type` says so
      const keys = (schema.oneOf ?? []).map((o) => o.required.join(' with '));
      if (schema.oneOf?.some((o) => o.required.some((k) => meant?.has(k) === true)) === true) return undefined;
      return { pointer, text: `exactly one of these keys belongs here: ${keys.join(', ')}` };
    }
    case 'false schema': {
      const owner = valueAt(document, pointer.slice(0, pointer.lastIndexOf('/'))) as { type?: unknown } | undefined;
      return {
        pointer,
        text: `${JSON.stringify(pointer.slice(pointer.lastIndexOf('/') + 1))} does not apply to type ${JSON.stringify(owner?.type)}`,
      };
    }
    case 'enum': {
      const allowed = (params['allowedValues'] as unknown[]).map(String);
      const text = `${shown(e.data)} is not one of ${allowed.length <= 12 ? allowed.join(', ') : `the ${allowed.length} known values`}`;
      return { pointer, text, suggestion: typeof e.data === 'string' ? nearest(e.data, allowed) : undefined };
    }
    case 'const':
      return { pointer, text: `must be ${JSON.stringify(params['allowedValue'])}, is ${shown(e.data)}` };
    case 'type':
      return { pointer, text: `must be ${[params['type']].flat().join(' or ')}, is ${shown(e.data)}` };
    case 'pattern':
      return { pointer, text: `${shown(e.data)} does not fit ${String(params['pattern'])}` };
    default:
      return { pointer, text: `${e.message ?? e.keyword}, is ${shown(e.data)}` };
  }
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  if (typeof value === 'function') return 'a function';
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

export function escape(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

export function pointerKeys(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((k) => k.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function valueAt(document: unknown, pointer: string): unknown {
  let at = document;
  for (const key of pointerKeys(pointer)) at = (at as Record<string, unknown> | null | undefined)?.[key];
  return at;
}
