// Owns where a definition stands: its file, line and JSON pointer, for messages and for the statements made of it.
import type { DefinitionDocument } from '../format/definition.generated.ts';
import { TidemarkError, type Place } from '../errors.ts';
import type { Authored, Tracked } from './authored.ts';

/** One document, and where it came from. */
export interface Placed {
  readonly module: string;
  /** As messages show it. */
  readonly file: string;
  readonly line: number;
  /** Of the document in the file: "" where the file is the document. */
  readonly pointer: string;
  /** The document was made from the one that stands there: its properties have no place of their own. */
  readonly made?: true;
  /** Its name is made of the names of others, the former one too. */
  readonly follows?: true;
  /** Of a link of Medusa: how Medusa's own ledger tells it. */
  readonly tracked?: Tracked;
  readonly document: DefinitionDocument;
}

export type Source = Omit<Placed, 'document'>;

/** `source` narrowed to a property: at(table, 'columns', 'id'). */
export function below(source: Source, ...path: readonly (string | number)[]): Place {
  return { file: source.file, line: source.line, pointer: pointer(source, ...path) };
}

export function pointer(source: Source, ...path: readonly (string | number)[]): string {
  return source.made === true ? source.pointer : source.pointer + path.map((p) => `/${String(p).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

export function authored(source: Source, sql: string, ...path: readonly (string | number)[]): Authored {
  return { module: source.module, file: source.file, line: source.line, pointer: pointer(source, ...path), sql };
}

export function showPlace(place: Place): string {
  return `${place.file ?? 'a definition'}${place.line === undefined || place.line === 1 ? '' : `:${place.line}`}${place.pointer ? ` (${place.pointer})` : ''}`;
}

/** Keeps who has which name; a second claim is an error that names both places. */
export function claims(): (space: string, name: string, what: string, place: Place, next: string) => void {
  const taken = new Map<string, { readonly place: Place; readonly what: string }>();
  return (space, name, what, place, next) => {
    const key = JSON.stringify([space, name]);
    const first = taken.get(key);
    if (first === undefined) {
      taken.set(key, { place, what });
      return;
    }
    throw new TidemarkError(
      'DEFINED_TWICE',
      `${what} is defined twice: in ${showPlace(first.place)}${first.what === what ? '' : ` as ${first.what}`} and in ${showPlace(place)}`,
      { at: { ...place, object: what }, next },
    );
  };
}
