// Owns .env files: which one counts, what its values are, and how one value is changed without touching the rest.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { TidemarkError } from '../../errors.ts';

type Env = Readonly<Record<string, string | undefined>>;

export interface EnvFile {
  /** Its name in the project's folder: ".env", ".env.production". */
  readonly name: string;
  readonly path: string;
  readonly text: string;
  /** With $NAME, ${NAME} and ${NAME:-default} filled in; the environment wins over the file. */
  readonly values: Readonly<Record<string, string>>;
}

/** Environments that have a file of their own and never read the one for development. */
const OWN = new Set(['production', 'staging', 'test']);

export function envFileName(env: Env): string {
  const environment = env['NODE_ENV'] ?? '';
  return OWN.has(environment) ? `.env.${environment}` : '.env';
}

/** Undefined when the project has none. Throws ENV_FILE. */
export function readEnvFile(root: string, env: Env): EnvFile | undefined {
  const name = envFileName(env);
  const path = join(root, name);
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return undefined;
  try {
    const text = readFileSync(path, 'utf8');
    return { name, path, text, values: expanded(assignments(text), env) };
  } catch (cause) {
    throw new TidemarkError('ENV_FILE', `${name} cannot be read`, { at: { file: name }, exit: 64, next: `make ${name} readable, or set DATABASE_URL`, cause });
  }
}

/** What the code of a Medusa project finds: its .env file, what was given to this process over it, and what Medusa's own commands set. */
export function environmentOf(root: string, given: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return { NODE_ENV: 'development', ...readEnvFile(root, given)?.values, ...given, MEDUSA_WORKER_MODE: 'server' };
}

interface Assignment {
  readonly name: string;
  readonly value: string;
  /** Of the whole assignment in the text, without the end of its line. */
  readonly from: number;
  readonly to: number;
}

const line =
  /^[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*=[ \t]*(?:'((?:\\'|[^'])*)'|"((?:\\"|[^"])*)"|`((?:\\`|[^`])*)`|([^#\r\n]*?))[ \t]*(?:#[^\r\n]*)?$/gm;

function assignments(text: string): Assignment[] {
  return [...text.matchAll(line)].map((m) => {
    const double = m[3]?.replaceAll('\\n', '\n').replaceAll('\\r', '\r');
    return { name: m[1]!, value: m[2] ?? double ?? m[4] ?? m[5] ?? '', from: m.index, to: m.index + m[0].length };
  });
}

function expanded(all: readonly Assignment[], env: Env): Record<string, string> {
  const raw = new Map(all.map((a) => [a.name, a.value]));
  const fill = (text: string, open: readonly string[]): string =>
    text.replace(/\\\$|\$(?:\{([A-Za-z_]\w*)(?::?-([^}]*))?\}|([A-Za-z_]\w*))/g, (whole, braced?: string, otherwise?: string, bare?: string) => {
      if (whole === '\\$') return '$';
      const name = (braced ?? bare)!;
      const given = env[name];
      if (given !== undefined && given !== '') return given;
      const own = open.includes(name) ? undefined : raw.get(name);
      return own !== undefined && own !== '' ? fill(own, [...open, name]) : fill(otherwise ?? '', [...open, name]);
    });
  return Object.fromEntries([...raw].map(([name, value]) => [name, fill(value, [name])]));
}

/** The text with this one assignment replaced, or added at its end. Throws ENV_VALUE for a value that no quoting holds. */
export function withValue(text: string, name: string, value: string): string {
  const assignment = `${name}=${quoted(value)}`;
  const old = assignments(text)
    .filter((a) => a.name === name)
    .at(-1);
  if (old !== undefined) return text.slice(0, old.from) + assignment + text.slice(old.to);
  const end = text === '' || text.endsWith('\n') ? '' : text.includes('\r\n') ? '\r\n' : '\n';
  return `${text}${end}${assignment}${text.includes('\r\n') ? '\r\n' : '\n'}`;
}

function quoted(value: string): string {
  const text = value.replaceAll('$', '\\$');
  if (/^[\w.\-/:@+]*$/.test(text)) return text;
  const mark = ["'", '"', '`'].find((q) => !text.includes(q) && !(q === '"' && text.includes('\\')));
  if (mark !== undefined && !/[\r\n]/.test(text)) return `${mark}${text}${mark}`;
  throw new TidemarkError('ENV_VALUE', `${JSON.stringify(value)} cannot be written into an .env file`, {
    exit: 64,
    next: 'set the variable in the environment',
  });
}
