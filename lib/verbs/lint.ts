// `tidemark lint`: the classifier on statements a person wrote. Executes nothing.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Catalog } from '../catalog/catalog.ts';
import { EXIT, TidemarkError } from '../errors.ts';
import type { LintResult } from '../hazards/lint.ts';
import type { Policy } from '../hazards/policy.ts';
import type { ProjectOptions } from './project.ts';

export interface LintVerbOptions extends ProjectOptions {
  /** State before the first statement: any source of `diff`. Without it every table exists, is large and has rows. */
  readonly from?: string;
  readonly floor?: number;
  /** The whole file runs in one transaction. */
  readonly inTransaction?: boolean;
  /** Leave psql commands and COPY data out instead of refusing them. */
  readonly dump?: boolean;
}

export interface LintedFile {
  readonly file: string;
  readonly text: string;
  readonly result: LintResult;
}

/** `files`: paths, and "-" for `stdin`. */
export async function lint(
  files: readonly string[],
  options: LintVerbOptions = {},
  stdin: () => Promise<Uint8Array> = async () => new Uint8Array(),
): Promise<LintedFile[]> {
  const { lint: read } = await import('../hazards/lint.ts');
  const { loadConfig } = await import('../desired/config.ts');
  const { policyOf } = await import('./verdicts.ts');
  const project = await loadConfig(options.cwd ?? process.cwd(), options.config === undefined ? {} : { config: options.config });
  const { catalog: from, policy, server } = await before(options.from, options, await policyOf(project.config, project.file));
  const out: LintedFile[] = [];
  for (const file of files) {
    const name = file === '-' ? '<stdin>' : file;
    const text = decoded(file === '-' ? await stdin() : bytesOf(file, options.cwd), name);
    const result = await read(text, {
      file: name,
      from,
      policy,
      floor: options.floor ?? server,
      server,
      inTransaction: options.inTransaction,
      ...(options.dump === true ? { psql: 'skip' as const } : {}),
    }).catch((error: unknown) => {
      throw withDump(error, file);
    });
    out.push({ file: name, text, result });
  }
  return out;
}

/** The state before the first statement, and what a database says of its tables' sizes and of its server. */
async function before(source: string | undefined, options: ProjectOptions, policy: Policy): Promise<{ catalog?: Catalog; policy: Policy; server?: number }> {
  if (source === undefined) return { policy };
  const { sourceOf } = await import('./diff.ts');
  const { readOne } = await import('../run/elaborate/sources.ts');
  const { withSizes } = await import('./verdicts.ts');
  const opened: { close(): Promise<void> }[] = [];
  try {
    const read = await sourceOf(source, options, opened);
    const catalog = await readOne(read, { cwd: options.cwd ?? process.cwd() });
    if (read.is !== 'database') return { catalog, policy };
    return { catalog, policy: await withSizes(policy, read.session), server: Math.floor(catalog.printer.server / 10_000) };
  } finally {
    for (const o of opened) await o.close();
  }
}

/** What a dump holds besides SQL can be left out. */
function withDump(error: unknown, file: string): unknown {
  if (!(error instanceof TidemarkError) || !['SQL_PSQL', 'SQL_COPY_DATA'].includes(error.id)) return error;
  return error.saying({ next: `tidemark lint --dump ${file}, which leaves psql commands and COPY data out` });
}

/** With its BOM. */
function decoded(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new TidemarkError('FILE_NOT_UTF8', `${file} is not UTF-8`, { at: { file }, next: `save it as UTF-8, e.g. iconv -f LATIN1 -t UTF-8 ${file}`, cause });
  }
}

function bytesOf(file: string, cwd: string | undefined): Uint8Array {
  try {
    return readFileSync(resolve(cwd ?? process.cwd(), file));
  } catch (cause) {
    throw new TidemarkError('LINT_FILE_MISSING', `${file} cannot be read: ${(cause as NodeJS.ErrnoException).code}`, {
      at: { file },
      next: 'tidemark lint <files>, or - for standard input',
      exit: EXIT.usage,
      cause,
    });
  }
}
