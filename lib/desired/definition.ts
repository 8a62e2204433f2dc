// Owns what entity() and link() hand back: a frozen object that knows where it was made and writes itself down as a document.
// Found by a registered symbol, so that definitions made by another copy of this package are definitions too.
import { fileURLToPath } from 'node:url';
import type { DefinitionDocument } from '../format/definition.generated.ts';
import { TidemarkError } from '../errors.ts';

const DEFINITION = Symbol.for('tidemark.definition');

/** How a document names an entity: `module` where it is not the module the document stands in. */
export interface EntityName {
  readonly entity: string;
  readonly module?: string;
}
export type NameOf = (target: Definition) => EntityName;

export interface Definition {
  readonly [DEFINITION]: {
    readonly is: 'entity' | 'link';
    readonly called: string;
    /** Where entity() or link() was called. */
    readonly made: { readonly file: string; readonly line: number };
    readonly document: (nameOf: NameOf) => DefinitionDocument;
  };
  /** The JSON document. */
  toJSON(): DefinitionDocument;
}

export function isDefinition(value: unknown): value is Definition {
  return typeof value === 'object' && value !== null && DEFINITION in value;
}

export function define<T extends object>(is: 'entity' | 'link', called: string, surface: T, document: (nameOf: NameOf) => DefinitionDocument): T & Definition {
  const made = caller();
  const value = { ...surface, toJSON: () => document((target) => ({ entity: calledOf(target) })) };
  Object.defineProperty(value, DEFINITION, { value: { is, called, made, document } });
  return Object.freeze(value) as T & Definition;
}

export function calledOf(definition: Definition): string {
  return definition[DEFINITION].called;
}

export function madeAt(definition: Definition): { readonly file: string; readonly line: number } {
  return definition[DEFINITION].made;
}

export function documentOf(definition: Definition, nameOf: NameOf): DefinitionDocument {
  return definition[DEFINITION].document(nameOf);
}

/** Calls the `() => entity` of a relation, late enough for files that import each other. */
export function targetOf(target: () => unknown, what: string): Definition {
  const value = target();
  if (isDefinition(value) && value[DEFINITION].is === 'entity') return value;
  throw new TidemarkError('RELATION_TARGET', `${what} points to ${value === undefined ? 'nothing' : 'something that is not an entity'}`, {
    next: value === undefined ? 'export the entity, and write () => entity so that files may import each other' : 'give it what entity() returned',
  });
}

const ours = new URL('./', import.meta.url).pathname;

/** The first place on the stack outside this room. */
function caller(): { file: string; line: number } {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 20;
  const stack = new Error().stack ?? '';
  Error.stackTraceLimit = limit;
  for (const frame of stack.split('\n').slice(1)) {
    const m = /(?:\(|at )((?:file:\/\/)?[^()]*?):(\d+):\d+\)?$/.exec(frame);
    if (m === null || m[1]!.startsWith('node:')) continue;
    const file = m[1]!.startsWith('file://') ? fileURLToPath(m[1]!) : m[1]!;
    if (!file.startsWith(ours)) return { file, line: Number(m[2]) };
  }
  return { file: '', line: 1 };
}
