// `tidemark plan --rename product.bio:website`: writes the marker into schema/<module>.hints.json, keeping what stands there.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { address, addressOf, keyOf, parseAddress, show, type Address, type Key } from '../catalog/address.ts';
import { EXIT, TidemarkError } from '../errors.ts';
import { check } from '../format/check.ts';
import { parseJson } from '../format/document.ts';
import type { Hints } from '../format/hints.generated.ts';
import { nearest } from '../format/nearest.ts';
import type { PlanFile } from '../format/plan.generated.ts';
import { replaceFile } from '../format/replace-file.ts';
import { kindOf } from '../kinds/registry.ts';
import { owners } from '../plan/chains/owners.ts';
import { touches } from '../plan/document/touches.ts';
import { wholeNow } from './plan.ts';
import { openProject, type ProjectOptions } from './project.ts';

/**
 * `list`: "product.bio:website", "public.product.bio:website", "product:item", or with a kind "index public.a:b".
 * `plans`: where the names are known from; the committed plans when absent. Returns one line per marker. Nothing is written when one of them cannot be read.
 * Throws RENAME_MALFORMED, RENAME_UNKNOWN, RENAME_AMBIGUOUS, RENAME_TWICE (exit 64) and what reading plans throws.
 */
export async function writeRenames(list: readonly string[], place: ProjectOptions = {}, plans?: readonly PlanFile[]): Promise<string[]> {
  const project = await openProject(place);
  const whole = plans === undefined ? await project.finish() : [];
  const chain = plans ?? (await project.chain()).chain;
  const known = built(chain);
  const owner = owners(chain);
  const files = new Map<string, Hints>();
  const lines: string[] = whole.length === 0 ? [] : [wholeNow(whole)];
  for (const text of list) {
    const done = doneAlready(text, known, chain);
    if (done !== undefined) {
      lines.push(done);
      continue;
    }
    const { from, to } = read(text, known);
    const module = project.moduleOf(ownerOf(from, owner));
    const path = join(project.schemaDir, `${module}.hints.json`);
    const file = relative(project.root, path).split(sep).join('/');
    const hints = files.get(path) ?? readHints(path, file);
    const [key, was] = [show(to), formerName(from, to)];
    const other = hints.rename?.[key];
    if (other !== undefined && other !== was) {
      throw new TidemarkError('RENAME_TWICE', `${file} says already that ${key} was ${other}`, {
        at: { file },
        next: 'correct the file by hand',
        exit: EXIT.usage,
      });
    }
    files.set(path, { ...hints, rename: { ...hints.rename, [key]: was } });
    lines.push(`${file}: ${key} was ${was}`);
  }
  for (const [path, hints] of files) replace(path, `${JSON.stringify(hints, null, 2)}\n`);
  return lines;
}

const NAME = String.raw`(?:[^\s."':()]+|"(?:[^"\\]|\\.)*")`;
const RENAME = new RegExp(String.raw`^((?:[a-z][a-z -]* )?${NAME}(?:\.${NAME})*(?:\(.*\))?):(${NAME}(?:\.${NAME})*)$`);

function read(text: string, known: ReadonlyMap<Key, Address>): { from: Address; to: Address } {
  const m = RENAME.exec(text);
  if (m === null)
    throw new TidemarkError('RENAME_MALFORMED', `${JSON.stringify(text)} is not <old>:<new>`, {
      next: 'write it like --rename product.bio:website',
      exit: EXIT.usage,
    });
  const from = find(m[1]!, known);
  const names = namesIn(m[2]!);
  const kept = from.names.slice(0, Math.max(0, from.names.length - names.length));
  const to = address(from.kind, [...kept, ...names], from.args);
  if (to.names.length !== from.names.length || keyOf(to) === keyOf(from)) {
    throw new TidemarkError('RENAME_MALFORMED', `${m[2]} cannot be the new name of ${show(from)}`, {
      next: 'give the last name alone, or the same number of names',
      exit: EXIT.usage,
    });
  }
  return { from, to };
}

/** A step of the plans renamed it so, and nothing has the old name since: a marker for it would do nothing. */
function doneAlready(text: string, known: ReadonlyMap<Key, Address>, chain: readonly PlanFile[]): string | undefined {
  const m = RENAME.exec(text);
  if (m === null || hits(m[1]!, known).length > 0) return undefined;
  const [{ kind, names: was }, names] = [meant(m[1]!), namesIn(m[2]!)];
  const now = [...was.slice(0, Math.max(0, was.length - names.length)), ...names];
  for (const step of chain.flatMap((p) => p.up).flatMap((s) => s.steps)) {
    const { makes, breaks } = touches(step);
    const gone = breaks.map(addressOf).find((at) => (kind === undefined || kind === at.kind) && endsIn(at, was));
    const there = gone && makes.map(addressOf).find((at) => at.kind === gone.kind && endsIn(at, now));
    if (there !== undefined) return `${show(there)} has that name in the committed plans already`;
  }
  return undefined;
}

const endsIn = (at: Address, names: readonly string[]): boolean => names.every((n, i) => n === at.names[at.names.length - names.length + i]);

/** What people may mean by these words: whole, or the last names of it. */
function hits(words: string, known: ReadonlyMap<Key, Address>): Address[] {
  const { kind, names } = meant(words);
  const all = [...known.values()].filter((at) => kindOf(at.kind).rename !== undefined && (kind === undefined || kind === at.kind) && endsIn(at, names));
  const exact = all.filter((at) => at.names.length === names.length);
  return exact.length > 0 ? exact : all;
}

function meant(words: string): { readonly kind?: string; readonly names: readonly string[] } {
  return /^[a-z][a-z -]* ./.test(words) ? parseAddress(words) : { names: namesIn(words) };
}

/** The one object of the committed plans that people mean by these words: whole, or the last names of it. */
function find(words: string, known: ReadonlyMap<Key, Address>): Address {
  const best = hits(words, known);
  if (best.length === 1) return best[0]!;
  if (best.length > 1) {
    throw new TidemarkError('RENAME_AMBIGUOUS', `"${words}" could be several objects`, {
      details: best.map((at) => `- ${show(at)}`),
      next: `write it whole, like --rename "${show(best[0]!)}:…"`,
      exit: EXIT.usage,
    });
  }
  const near = nearest(
    words,
    [...known.values()].flatMap((at) => [at.names.join('.'), at.names.slice(1).join('.')]),
  );
  throw new TidemarkError('RENAME_UNKNOWN', `the committed plans build nothing called "${words}"`, {
    next: near === undefined ? 'name it by the name it had: --rename <old>:<new>' : `did you mean ${near}?`,
    exit: EXIT.usage,
  });
}

function namesIn(text: string): string[] {
  return [...text.matchAll(new RegExp(NAME, 'g'))].map(([n]) => (n.startsWith('"') ? (JSON.parse(n) as string) : n));
}

/** What stands after these plans, as far as they say it. */
function built(chain: readonly PlanFile[]): Map<Key, Address> {
  const known = new Map<Key, Address>();
  for (const plan of chain) {
    for (const step of plan.up.flatMap((s) => s.steps)) {
      const { makes, breaks } = touches(step);
      for (const gone of breaks.map(addressOf)) {
        for (const [key, at] of known) if (key === keyOf(gone) || inside(at, gone)) known.delete(key);
      }
      for (const key of makes) known.set(key, addressOf(key));
    }
    for (const text of Object.keys(plan.expect)) known.set(keyOf(parseAddress(text)), parseAddress(text));
  }
  return known;
}

function inside(at: Address, outer: Address): boolean {
  return at.names.length > outer.names.length && outer.names.every((n, i) => n === at.names[i]);
}

/** A column belongs to the owner of its table. */
function ownerOf(at: Address, owner: ReadonlyMap<Key, string>): string {
  const own = owner.get(keyOf(at));
  if (own !== undefined) return own;
  const around = [...owner].find(([key]) => inside(at, addressOf(key)) && addressOf(key).names.length > 1);
  return around?.[1] ?? 'shared';
}

/** The last name alone where nothing else differs, as lib/desired/hints.ts reads it. */
function formerName(from: Address, to: Address): string {
  const name = from.names.at(-1)!;
  const sameHome = from.names.slice(0, -1).every((n, i) => n === to.names[i]);
  if (!sameHome) return show(from);
  return name.startsWith('"') || name.startsWith(`${from.kind} `) ? JSON.stringify(name) : name;
}

function readHints(path: string, file: string): Hints {
  if (!existsSync(path)) return { $schema: '../node_modules/tidemark/dist/lib/format/hints.schema.json' };
  const text = readFileSync(path, 'utf8');
  return check<Hints>('hints', parseJson(text, file), file, text);
}

function replace(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  replaceFile(path, text);
}
