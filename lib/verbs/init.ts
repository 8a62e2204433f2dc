// `tidemark init`: the first files of a project. Overwrites nothing; adds lines to .gitignore and .gitattributes.
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { compareText } from '../catalog/address.ts';
import { medusaConfigFile } from '../desired/environment/medusa-config.ts';
import { EXIT, TidemarkError } from '../errors.ts';
import { replaceFile } from '../format/replace-file.ts';

export interface InitOptions {
  readonly cwd?: string;
  /** A folder whose files become the project's first definitions, in place of one small module. */
  readonly example?: string;
  /** The first definitions themselves, by path, and the oldest server they must run on: of a database that is adopted. */
  readonly adopted?: { readonly files: ReadonlyMap<string, string>; readonly floor: number };
}

export interface InitResult {
  /** Absolute. */
  readonly root: string;
  /** Files that were not there before, relative to the root. */
  readonly written: readonly string[];
  /** Files that got lines added. */
  readonly extended: readonly string[];
  /** It is a Medusa project: its models and links are the definitions. */
  readonly medusa: boolean;
}

const CONFIGS = ['ts', 'mts', 'mjs', 'js', 'json'].map((ending) => `tidemark.config.${ending}`);
const IGNORED = '.tidemark/';
const ATTRIBUTES = 'plans/** text eol=lf';

/** Throws INIT_EXISTS (exit 64) when a config, or a file it would write, is there already. */
export async function init(options: InitOptions = {}): Promise<InitResult> {
  const root = resolve(options.cwd ?? '.');
  const medusa = options.adopted === undefined && options.example === undefined && medusaConfigFile(root) !== undefined;
  const definitions = options.adopted?.files ?? (options.example !== undefined ? copies(options.example) : medusa ? new Map<string, string>() : first(root));
  const name = projectName(root);
  const config = options.adopted === undefined ? configText(name) : adoptedConfigText(name, options.adopted.floor);
  // JSON, because Medusa's own build compiles every .ts file beside its config, and ours is no module of CommonJS.
  const written = medusa ? (['tidemark.config.json', medusaConfigText(name)] as const) : (['tidemark.config.ts', config] as const);
  const files = new Map<string, string | { readonly copy: string }>([written, ...definitions]);
  refuseExisting(root, [...CONFIGS, ...definitions.keys()]);
  for (const [file, content] of files) {
    const path = join(root, file);
    mkdirSync(dirname(path), { recursive: true });
    if (typeof content === 'string') writeFileSync(path, content, { flag: 'wx' });
    else copyFileSync(content.copy, path);
  }
  mkdirSync(join(root, 'plans'), { recursive: true });
  const lines = [addLine(root, '.gitignore', IGNORED), addLine(root, '.gitattributes', ATTRIBUTES)];
  const made = (what: 'written' | 'extended'): string[] => lines.filter((l) => l.was === what).map((l) => l.file);
  return { root, written: [...files.keys(), ...made('written')], extended: made('extended'), medusa };
}

/** Throws INIT_EXISTS. */
export function refuseExisting(root: string, files: readonly string[] = CONFIGS): void {
  const there = files.filter((f) => existsSync(join(root, f)));
  if (packageOf(root)?.['tidemark'] !== undefined) there.unshift('package.json (key tidemark)');
  if (there.length === 0) return;
  throw new TidemarkError('INIT_EXISTS', `nothing was written, since ${there.length === 1 ? `${there[0]} is` : 'these are'} there already`, {
    ...(there.length > 1 && { details: there.map((f) => `- ${f}`) }),
    next: 'tidemark plan, if this is a tidemark project; else tidemark init --cwd <an empty folder>',
    exit: EXIT.usage,
  });
}

/** One small module, unless there are definitions already. */
function first(root: string): Map<string, string> {
  const schema = join(root, 'schema');
  const some = existsSync(schema) && readdirSync(schema).some((f) => !f.startsWith('.'));
  return new Map(some ? [] : [['schema/app/note.ts', noteText]]);
}

function copies(folder: string): Map<string, { readonly copy: string }> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((f) => f.isFile());
  const paths = files.map((f) => join(f.parentPath, f.name)).sort(compareText);
  return new Map(paths.map((p) => [relative(folder, p).split(sep).join('/'), { copy: p }]));
}

function addLine(root: string, file: string, line: string): { readonly file: string; readonly was: 'written' | 'extended' | 'kept' } {
  const path = join(root, file);
  const text = existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  const lines = text?.split(/\r?\n/).map((l) => l.trim()) ?? [];
  if (lines.some((l) => l === line || l === line.replace(/\/$/, ''))) return { file, was: 'kept' };
  const eol = text?.includes('\r\n') === true ? '\r\n' : '\n';
  replaceFile(path, `${text === undefined || text === '' || text.endsWith('\n') ? (text ?? '') : text + eol}${line}${eol}`);
  return { file, was: text === undefined ? 'written' : 'extended' };
}

/** Stands in the config from the first day: a folder or package that is renamed later must not lose its ledger. */
export function projectName(root: string): string {
  const name = packageOf(root)?.['name'];
  return typeof name === 'string' && name !== '' ? name : basename(root);
}

function packageOf(root: string): { readonly [key: string]: unknown } | undefined {
  const file = join(root, 'package.json');
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, '')) as { readonly [key: string]: unknown };
  } catch (cause) {
    throw new TidemarkError('JSON_MALFORMED', 'package.json is not JSON', {
      cause,
      at: { file },
      next: 'correct the file',
      exit: EXIT.usage,
    });
  }
}

function configText(project: string): string {
  return `import { defineConfig } from 'tidemark';

export default defineConfig({
  // Keeps this project apart from others in one database; the ledger of every target knows it by this name.
  project: ${quoted(project)},
  // A PostgreSQL in the folder .tidemark/db, for development. --database, DATABASE_URL and PG* come before it, and it is
  // never used where CI or NODE_ENV=production is set. For a server: { env: 'DATABASE_URL' }, or a URL.
  target: 'embedded',
  // The oldest PostgreSQL that the plans must run on.
  postgres: '>=15',
});
`;
}

function adoptedConfigText(project: string, floor: number): string {
  return `import { defineConfig } from 'tidemark';

export default defineConfig({
  // Keeps this project apart from others in one database; the ledger of every target knows it by this name.
  project: ${quoted(project)},
  target: { env: 'DATABASE_URL' },
  // The oldest PostgreSQL that the plans must run on.
  postgres: '>=${floor}',
});
`;
}

function medusaConfigText(project: string): string {
  const config = { $schema: './node_modules/tidemark/dist/lib/format/config.schema.json', project, medusa: true, postgres: '>=15' };
  return `${JSON.stringify(config, null, 2)}\n`;
}

function quoted(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

const noteText = `import { bigint, entity, text } from 'tidemark';

// Every folder of schema/ is a module with its own plans. Change this file, run \`tidemark plan\`, and read what it wrote.
export const note = entity(
  'note',
  {
    id: bigint().identity().primaryKey(),
    title: text(),
    body: text().nullable(),
  },
  (t) => ({ timestamps: true, indexes: [[t.title]] }),
);
`;
