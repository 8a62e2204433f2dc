// The door of this room: a project's definitions, whatever they are written in, as one ordered list of statements.
import { readFileSync } from 'node:fs';
import { check } from '../format/check.ts';
import { parseJson } from '../format/document.ts';
import type { DefinitionDocument } from '../format/definition.generated.ts';
import { parse } from '../sql/parse.ts';
import { describe } from '../sql/statement.ts';
import type { Definitions } from './authored.ts';
import { readCode } from './code-files.ts';
import type { Project } from './config.ts';
import { ddl, impliedSchema } from './ddl.ts';
import { readHints } from './hints.ts';
import { readMedusa } from './medusa/read.ts';
import { markers } from './marks.ts';
import { moduleFiles, type ModuleFile } from './modules.ts';
import { order, type Entry } from './order.ts';
import type { Placed } from './placed.ts';
import { refuseTwice } from './twice.ts';
import { readCached, type SqlCache } from './sql-cache.ts';

export interface LoadOptions {
  readonly signal?: AbortSignal;
  /** Where readings of .sql files are kept between runs: loading the SQL parser costs more than all else here. */
  readonly cache?: SqlCache;
}

/** Reads and checks all definition files of a project. Nothing reaches a database. */
export async function loadDefinitions(project: Project, { signal, cache }: LoadOptions = {}): Promise<Definitions> {
  const files = moduleFiles(project);
  const of = (kind: ModuleFile['kind']): ModuleFile[] => files.filter((f) => f.kind === kind);
  const code = readCode(of('code'), project.root, {
    deadline: project.definitionDeadline,
    ...(signal !== undefined && { signal }),
  });
  // A rejection while Medusa is read is met below, where the result is asked for.
  code.catch(() => undefined);
  const medusa = await readMedusa(project, { ...(signal !== undefined && { signal }), ...(cache !== undefined && { cache }) });
  const schemaOf = (module: string): string => project.config.modules?.[module]?.schema ?? medusa?.schemaOf(module) ?? 'public';
  const [documents, ...sql] = await Promise.all([
    code,
    ...of('sql').map(({ module, file, path }) => readCached({ module, file, text: readFileSync(path, 'utf8'), schema: schemaOf(module) }, cache)),
  ]);
  const hints = await Promise.all(of('hints').map((f) => readHints(readFileSync(f.path, 'utf8'), f.module, f.file)));
  const json = of('json').flatMap((f) => readJson(f));
  const placed = [...(medusa?.placed ?? []), ...documents, ...json];
  const emitted = ddl(placed, schemaOf);
  const written = sql.flatMap((s) => s.entries);
  refuseTwice([...emitted.entries, ...written]);
  const made = [...emitted.entries, ...schemasOfSql(written, emitted.entries, schemaOf)];
  const entries = [...(await withParsedNeeds(withoutImplied(made, written), written)), ...written];
  return {
    modules: [...new Set([...files.filter((f) => f.kind !== 'hints'), ...placed].map((f) => f.module))].sort(),
    statements: order(entries),
    ...(emitted.links.length > 0 && { links: emitted.links }),
    ...(medusa !== undefined && { migrations: medusa.migrations }),
    ...markers([...emitted.renames, ...sql.flatMap((s) => s.renames)], emitted.using, hints),
    extensions: [
      ...new Set([...entries.flatMap((e) => e.makes.filter((m) => m.as === 'extension').map((m) => m.names[0]!)), ...(project.config.extensions ?? [])]),
    ].sort(),
    roles: [...new Set([...emitted.roles, ...sql.flatMap((s) => s.roles)])].sort(),
  };
}

/** One document, or a list of them. */
function readJson({ path, file, module }: ModuleFile): Placed[] {
  const text = readFileSync(path, 'utf8');
  const value = parseJson(text, file);
  if (Array.isArray(value))
    return value.map((one, n) => ({
      module,
      file,
      line: 1,
      pointer: `/${n}`,
      document: check<DefinitionDocument>('definition', one, file),
    }));
  return [{ module, file, line: 1, pointer: '', document: check<DefinitionDocument>('definition', value, file, text) }];
}

/** SQL of a module in a schema of its own implies that schema, as its documents do: else names without one would end in public. */
function schemasOfSql(written: readonly Entry[], emitted: readonly Entry[], schemaOf: (module: string) => string): Entry[] {
  const known = new Set(emitted.filter((e) => e.implied === true && e.makes[0]!.as === 'schema').map((e) => `${e.authored.module} ${e.name}`));
  const out: Entry[] = [];
  for (const { module, file } of written.map((e) => e.authored)) {
    const schema = schemaOf(module);
    if (schema === 'public' || known.has(`${module} ${schema}`)) continue;
    known.add(`${module} ${schema}`);
    out.push(impliedSchema({ module, file, line: 1, pointer: '' }, schema));
  }
  return out;
}

function withoutImplied(emitted: readonly Entry[], written: readonly Entry[]): readonly Entry[] {
  const said = new Set(written.flatMap((e) => e.makes.map((m) => JSON.stringify(m))));
  return emitted.filter((e) => e.implied !== true || !said.has(JSON.stringify(e.makes[0])));
}

/**
 * What expressions inside generated statements name: functions, sequences, types of somebody's .sql file. Only a statement
 * whose text holds such a name is parsed.
 */
async function withParsedNeeds(entries: readonly Entry[], written: readonly Entry[]): Promise<readonly Entry[]> {
  const names = new Set(written.flatMap((e) => e.makes.map((m) => m.names.at(-1)!.toLowerCase())));
  const mentions = (sql: string): boolean => {
    const text = sql.toLowerCase();
    for (const name of names) if (text.includes(name)) return true;
    return false;
  };
  return Promise.all(
    entries.map(async (entry) => {
      if (entry.parse !== true || !mentions(entry.authored.sql)) return entry;
      const [statement] = await parse(entry.authored.sql, { tolerant: true, psql: 'skip' });
      if (statement === undefined || statement.error !== undefined) return entry;
      const { references } = await describe(statement);
      const named = references.filter((r) => r.as !== 'role').map(({ as, names: n }) => ({ as, names: n }));
      return { ...entry, needs: [...entry.needs, ...named] };
    }),
  );
}
