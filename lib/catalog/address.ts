// Owns the identity of a PostgreSQL object. The words are those of pg_identify_object_as_address;
// what has no address there ("not null") gets one of ours in the same shape.

import { TidemarkError } from '../errors.ts';

/** The address of one object: `kind` in PostgreSQL's words, `names` outermost first, `args` for routines, casts, operators. */
export interface Address {
  readonly kind: string;
  readonly names: readonly string[];
  readonly args: readonly string[];
}

/** A string that equals another one exactly when the addresses are equal. */
export type Key = string;

export function address(kind: string, names: readonly string[], args: readonly string[] = []): Address {
  return { kind, names, args };
}

// Passes ask again and again for the key of one object: making the text was a tenth of a plan's time.
const known = new WeakMap<Address, Key>();

export function keyOf(at: Address): Key {
  let key = known.get(at);
  if (key === undefined) known.set(at, (key = JSON.stringify([at.kind, at.names, at.args])));
  return key;
}

/** Of the keys of one large catalog and its neighbours. */
const KEPT = 100_000;
const parsed = new Map<Key, Address>();

export function addressOf(key: Key): Address {
  const known = parsed.get(key);
  if (known !== undefined) return known;
  const [kind, names, args] = JSON.parse(key) as [string, string[], string[]];
  if (parsed.size >= KEPT) parsed.clear();
  const at = { kind, names, args };
  parsed.set(key, at);
  return at;
}

const plainName = /^[A-Za-z_][A-Za-z0-9_$-]*$/;
const plainArg = /^[A-Za-z0-9_ .[\]"$-]+$/;

/** An address as people read it and as plan files write it: `table column public.product.status`, `function public.f(integer)`. */
export function show(at: Address): string {
  const names = at.names.map((n) => (plainName.test(n) ? n : JSON.stringify(n))).join('.');
  const args = at.args.map((a) => (plainArg.test(a) && a.trim() === a ? a : JSON.stringify(a))).join(', ');
  return `${at.kind} ${names}${at.args.length > 0 || routine.has(at.kind) ? `(${args})` : ''}`;
}

const routine = new Set(['function', 'procedure', 'aggregate']);
const name = String.raw`(?:[A-Za-z_][A-Za-z0-9_$-]*|"(?:[^"\\]|\\.)*")`;
const shape = new RegExp(String.raw`^([a-z][a-z -]*) (${name}(?:\.${name})*)(?:\((.*)\))?$`, 's');

/** The inverse of show(). Throws on text that show() never prints. */
export function parseAddress(text: string): Address {
  const m = shape.exec(text);
  if (m === null)
    throw new TidemarkError('ADDRESS_MALFORMED', `not an object address: ${JSON.stringify(text)}`, {
      exit: 64,
      next: 'write it as tidemark prints it, e.g. "table public.product"',
    });
  const names = [...m[2]!.matchAll(new RegExp(name, 'gs'))].map((n) => unquote(n[0]));
  const args =
    m[3] === undefined || m[3] === '' ? [] : [...m[3].matchAll(/"(?:[^"\\]|\\.)*"(?=, |$)|[^,]+?(?=, |$)/gs)].map((a) => a[0].trim()).map(unquoteArg);
  return address(m[1]!, names, args);
}

/** The same of text that may be something else: then undefined. */
export function addressIn(text: string): Address | undefined {
  try {
    return parseAddress(text);
  } catch {
    return undefined;
  }
}

function unquote(text: string): string {
  return text.startsWith('"') ? (JSON.parse(text) as string) : text;
}

function unquoteArg(text: string): string {
  return plainArg.test(text) ? text : unquote(text);
}

/** Orders by kind, names, args in code units. */
export function compareAddresses(a: Address, b: Address): number {
  return compareText(keyOf(a), keyOf(b));
}

/** Code-unit order: the same on every machine and locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
