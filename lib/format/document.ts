// Owns the way from bytes to a value: UTF-8 only, a size limit, no NUL; YAML without aliases, tags or deep nesting; JSON without double keys.
import { createRequire } from 'node:module';
import type * as Yaml from 'yaml';
import { TidemarkError } from '../errors.ts';
import { pointerKeys } from './problems.ts';

/** 20 MB: a plan over ten thousand tables is half of it. */
export const SIZE = 20 * 1024 * 1024;
const DEPTH = 64;

// 50 ms to load, and files that we wrote ourselves are read without it
const load = createRequire(import.meta.url);
let yaml: typeof Yaml | undefined;
function yamlLibrary(): typeof Yaml {
  return (yaml ??= load('yaml') as typeof Yaml);
}

/** The text of a file's bytes, BOM included. Throws FILE_TOO_LARGE, FILE_NOT_UTF8, FILE_HAS_NUL. */
export function decode(bytes: Uint8Array, file: string): string {
  if (bytes.byteLength > SIZE)
    throw refused('FILE_TOO_LARGE', file, `${file} is ${Math.ceil(bytes.byteLength / 1048576)} MB, more than the ${SIZE / 1048576} MB a document may have`);
  if (bytes.includes(0)) throw refused('FILE_HAS_NUL', file, `${file} holds a NUL byte`);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new TidemarkError('FILE_NOT_UTF8', `${file} is not UTF-8`, { at: { file }, next: 'save it as UTF-8', cause });
  }
}

function refused(id: string, file: string, sentence: string): TidemarkError {
  return new TidemarkError(id, sentence, { at: { file }, next: 'take the file from version control again' });
}

/** Throws YAML_MALFORMED with the line. */
export function parseYaml(text: string, file: string): Yaml.Document.Parsed {
  const bad = (why: string, line?: number, cause?: unknown): TidemarkError =>
    new TidemarkError('YAML_MALFORMED', `${file} cannot be read: ${why}`, {
      at: { file, line },
      next: 'correct the line, or take the file from version control again',
      cause,
    });
  if (text.length > SIZE) throw bad('it is too large');
  screen(text, bad);
  let doc: Yaml.Document.Parsed;
  try {
    doc = yamlLibrary().parseDocument(text, { version: '1.2', merge: false, uniqueKeys: true });
  } catch (cause) {
    if (cause instanceof RangeError) throw bad('it is nested too deeply', undefined, cause);
    throw cause;
  }
  const error = doc.errors[0];
  if (error !== undefined) throw bad(error.message.split('\n')[0]!.replace(/ at line \d+, column \d+:?$/, ''), error.linePos?.[0].line);
  return doc;
}

/** Refuses by the tokens what costs memory or hides text once parsed: deep nesting, aliases, anchors, tags. */
function screen(text: string, bad: (why: string, line?: number) => TidemarkError): void {
  const { Lexer, CST } = yamlLibrary();
  let flow = 0;
  let row = 0;
  let line = 1;
  let content = false;
  for (const token of new Lexer().lex(text)) {
    const type = content ? 'scalar' : CST.tokenType(token);
    content = token === CST.SCALAR; // the token after this mark is text, whatever it looks like
    if (type === 'flow-map-start' || type === 'flow-seq-start') flow += 1;
    else if (type === 'flow-map-end' || type === 'flow-seq-end') flow -= 1;
    else if (type === 'seq-item-ind' || type === 'explicit-key-ind') row += 1;
    else if (type === 'alias' || type === 'anchor' || type === 'tag')
      throw bad(`${type === 'tag' ? 'tags' : 'anchors and aliases'} are not used in tidemark's files`, line);
    else if (type === 'space' && token.length > 2 * DEPTH) throw bad('it is nested too deeply', line);
    if (flow > DEPTH || row > DEPTH) throw bad('it is nested too deeply', line);
    for (let at = token.indexOf('\n'); at >= 0; at = token.indexOf('\n', at + 1)) [line, row] = [line + 1, 0];
  }
}

/** A JSON document. Throws JSON_MALFORMED with the line; a key given twice in one object is malformed too. */
export function parseJson(text: string, file: string): unknown {
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch (cause) {
    throw new TidemarkError('JSON_MALFORMED', `${file} is not JSON: ${(cause as Error).message}`, {
      at: { file, line: badLine((cause as Error).message, body) },
      next: 'correct the line',
      cause,
    });
  }
  const twice = yamlLibrary()
    .parseDocument(body, { version: '1.2', uniqueKeys: true, stringKeys: true })
    .errors.find((e) => e.code === 'DUPLICATE_KEY');
  if (twice !== undefined)
    throw new TidemarkError('JSON_MALFORMED', `${file} gives one key twice`, {
      at: { file, line: twice.linePos?.[0].line },
      next: 'remove one of them',
    });
  return value;
}

/** V8 says "at position 12", "(line 1 column 5)" or neither; then the YAML parser may know. */
function badLine(said: string, text: string): number | undefined {
  const line = /\(line (\d+) /.exec(said)?.[1];
  if (line !== undefined) return Number(line);
  const position = /at position (\d+)/.exec(said)?.[1];
  if (position !== undefined) return text.slice(0, Number(position)).split('\n').length;
  return yamlLibrary().parseDocument(text, { version: '1.2' }).errors[0]?.linePos?.[0].line;
}

/** 1-based line of the value at a JSON pointer, or of the nearest thing above it, in YAML or JSON text. */
export function lineOf(text: string, pointer: string): number | undefined {
  const { parseDocument, LineCounter, isMap, isScalar, isSeq, isNode } = yamlLibrary();
  const lineCounter = new LineCounter();
  const doc = parseDocument(text, { lineCounter, version: '1.2' });
  let node: unknown = doc.contents;
  let offset = doc.contents?.range?.[0];
  for (const key of pointerKeys(pointer)) {
    let inner: unknown;
    let at: number | undefined;
    if (isMap(node)) {
      const pair = node.items.find((p) => (isScalar(p.key) ? String(p.key.value) : undefined) === key);
      inner = pair?.value;
      at = isNode(pair?.key) ? pair.key.range?.[0] : undefined;
    } else if (isSeq(node)) {
      inner = node.items[Number(key)];
      at = isNode(inner) ? inner.range?.[0] : undefined;
    }
    if (at === undefined) break;
    [node, offset] = [inner, at];
  }
  return offset === undefined ? undefined : lineCounter.linePos(offset).line;
}
