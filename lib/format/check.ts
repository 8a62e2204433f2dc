// Owns the gate: no document enters that its JSON Schema does not accept. The validators are generated ahead of time.
import { createRequire } from 'node:module';
import type { ErrorObject } from 'ajv';
import { EXIT, TidemarkError } from '../errors.ts';
import { lineOf } from './document.ts';
import { nearest } from './nearest.ts';
import { problemsOf, type Problem } from './problems.ts';

export type Document = 'definition' | 'plan' | 'config' | 'hints';
type Validator = ((value: unknown) => boolean) & { errors?: ErrorObject[] | null };

const SHOWN = 20;
/** Deeper than any document of ours needs, shallower than any stack. */
const DEPTH = 64;
const validators = new Map<Document, Validator>();
const load = createRequire(import.meta.url);

function validatorOf(what: Document): Validator {
  let validator = validators.get(what);
  if (validator === undefined) {
    validator = load(`./${what}.validator.generated.cjs`) as Validator;
    validators.set(what, validator);
  }
  return validator;
}

/**
 * The same value, typed. Throws DEFINITION_INVALID, PLAN_INVALID, CONFIG_INVALID or HINTS_INVALID with file, JSON pointer,
 * a suggestion, and the further problems in `details`. `text`, when given, adds the line.
 */
export function check<T>(what: Document, value: unknown, file: string, text?: string): T {
  const problems = deeper(value, DEPTH)
    ? [{ pointer: '', text: `nested more than ${DEPTH} levels deep` }]
    : (kindless(what, value) ?? schemaProblems(what, value));
  if (problems.length === 0) return value as T;
  const first = problems[0]!;
  const line = text === undefined ? undefined : lineOf(text, first.pointer);
  const rest = problems.slice(1, SHOWN).map(sentence);
  if (problems.length > SHOWN) rest.push(`and ${problems.length - SHOWN} more`);
  throw new TidemarkError(`${what.toUpperCase()}_INVALID`, sentence(first), {
    at: { file, pointer: first.pointer, line },
    next: next(what, first),
    exit: what === 'config' ? EXIT.usage : EXIT.failed,
    details: rest,
  });
}

function schemaProblems(what: Document, value: unknown): Problem[] {
  const validator = validatorOf(what);
  return validator(value) ? [] : problemsOf(validator.errors ?? [], value);
}

/** A definition that is neither an entity nor a link would be blamed for all that an entity has. */
function kindless(what: Document, value: unknown): Problem[] | undefined {
  if (what !== 'definition' || typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  if ('entity' in value || 'link' in value || 'columns' in value) return undefined;
  const keys = Object.keys(value);
  for (const key of keys) {
    const suggestion = nearest(key, ['entity', 'link']);
    if (suggestion !== undefined) return [{ pointer: `/${key}`, text: `unknown key ${JSON.stringify(key)}`, suggestion }];
  }
  return [{ pointer: '', text: 'neither an entity (key "entity") nor a link (key "link")' }];
}

function sentence(p: Problem): string {
  const where = p.pointer === '' ? '' : `${p.pointer}: `;
  return `${where}${p.text}${p.suggestion === undefined ? '' : `; did you mean ${JSON.stringify(p.suggestion)}?`}`;
}

function next(what: Document, p: Problem): string {
  if (p.suggestion !== undefined) return `write ${JSON.stringify(p.suggestion)}`;
  return what === 'plan' ? 'undo the edit, or make the plan again with `tidemark plan`' : `see ${what}.schema.json in node_modules/tidemark/dist/lib/format`;
}

/** Also stops at cycles, which only definitions in code can have. */
function deeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((v) => deeper(v, levels - 1));
}
