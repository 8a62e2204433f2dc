// `tidemark diff`: any two states, and the statements that lead from one to the other.
import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { show } from '../catalog/address.ts';
import { diff as difference } from '../catalog/diff.ts';
import { asItIs } from '../catalog/ignore.ts';
import { withinFloor } from '../plan/floor.ts';
import type { Definitions, RenameMarker } from '../desired/authored.ts';
import { EXIT, TidemarkError } from '../errors.ts';
import type { Segment } from '../plan/step.ts';
import type { Source } from '../run/elaborate/sources.ts';
import { openProject, type ProjectOptions } from './project.ts';

export interface DiffOptions extends ProjectOptions {
  /** definitions | plans | empty | postgres://… | pglite:<dir> | a .sql file or folder (several joined by commas) */
  readonly from: string;
  readonly to: string;
  readonly online?: boolean;
  readonly floor?: number;
  readonly on?: (event: { readonly doing: string }) => void;
}

export interface DiffResult {
  readonly equal: boolean;
  /** "+ table public.product", "~ table column public.product.price (type)" */
  readonly changes: readonly { readonly is: 'create' | 'drop' | 'alter'; readonly address: string; readonly attrs?: readonly string[] }[];
  readonly segments: readonly Segment[];
  readonly unmodelled: readonly string[];
  readonly warnings: readonly string[];
}

export async function diff(options: DiffOptions): Promise<DiffResult> {
  const { readPair } = await import('../run/elaborate/sources.ts');
  const opened: { close(): Promise<void> }[] = [];
  try {
    const [from, to] = [await sourceOf(options.from, options, opened), await sourceOf(options.to, options, opened)];
    options.on?.({ doing: 'reading both states' });
    const read = await readPair(from, to, { cwd: options.cwd ?? process.cwd() });
    opened.push(read);
    const floor = options.floor ?? read.floor ?? 15;
    const { desired, unsaid } = withinFloor(asItIs(read.to, read.from, await rulesFor(options)).desired, read.from, floor);
    const pair = { ...read, to: desired };
    const changes = difference(pair.from, pair.to).map((c) => {
      const o = c.is === 'drop' ? c.from : c.to;
      return { is: c.is, address: show(o.at), ...(c.is === 'alter' ? { attrs: c.attrs } : {}) };
    });
    options.on?.({ doing: 'planning' });
    const definitions = to.is === 'definitions' ? to.definitions : undefined;
    const { segments, warnings } = await way(pair, definitions, { floor, online: options.online ?? true });
    const { judge } = await import('../run/prove/judge.ts');
    const { loadConfig } = await import('../desired/config.ts');
    const { policyOf } = await import('./verdicts.ts');
    const project = await loadConfig(options.cwd ?? process.cwd(), options.config === undefined ? {} : { config: options.config });
    const judged = await judge(segments, pair.from, { floor, policy: await policyOf(project.config, project.file) });
    const unmodelled = [...new Set([...pair.from.unmodelled, ...pair.to.unmodelled].map(show))];
    return { equal: changes.length === 0, changes, segments: judged, unmodelled, warnings: [...warnings, ...unsaid] };
  } catch (error) {
    const { befallen } = await import('../run/session/server-says.ts');
    throw befallen(error, 'this command had only read', 'run the command again') ?? error;
  } finally {
    for (const o of opened.reverse()) await o.close().catch(() => undefined); // the outcome is known by now
  }
}

/** What the config leaves alone counts where the project is one of the sides. */
async function rulesFor(options: DiffOptions): Promise<readonly string[]> {
  const ours = [options.from, options.to].some((side) => side === 'definitions' || side === 'plans');
  return ours ? ((await openProject(options)).config.ignore ?? []) : [];
}

async function way(
  pair: import('../run/elaborate/sources.ts').Pair,
  definitions: Definitions | undefined,
  options: { floor: number; online: boolean },
): Promise<{ segments: Segment[]; warnings: readonly string[] }> {
  const { keyOf } = await import('../catalog/address.ts');
  const using = new Map((definitions?.using ?? []).map((u) => [keyOf(u.at), u.using]));
  const markers: readonly RenameMarker[] = definitions?.renames ?? [];
  const { plan } = await import('../plan/plan.ts');
  if (markers.length === 0 || pair.shadow === undefined) {
    return { segments: plan({ ...options, using, current: pair.from, desired: pair.to }).parts.flatMap((p) => [...p.segments]), warnings: [] };
  }
  // Renames are carried out on the shadow, so that PostgreSQL says what follows from them: it must stand at `from`.
  const { introspect } = await import('../run/introspect/introspect.ts');
  const { runSegments } = await import('../run/prove/run-segments.ts');
  const { wayByMarkers } = await import('../run/prove/way.ts');
  const empty = await introspect(pair.shadow);
  await pair.shadow.run('SET check_function_bodies = off');
  await runSegments(
    pair.shadow,
    plan({ current: empty, desired: pair.from, floor: 18, online: false, using: new Map() }).parts.flatMap((p) => [...p.segments]),
    'building the first state',
  );
  const found = await wayByMarkers(pair.shadow, pair.from, pair.to, markers, { ...options, using });
  return { segments: found.parts.flatMap((p) => [...p.segments]), warnings: found.warnings };
}

/** A source by its text. Sessions it opens are pushed on `opened`. */
export async function sourceOf(text: string, options: ProjectOptions, opened: { close(): Promise<void> }[]): Promise<Source> {
  if (text === 'empty') return { is: 'empty' };
  if (text === 'definitions' || text === 'plans') {
    const project = await openProject(options);
    return text === 'definitions' ? { is: 'definitions', definitions: await project.definitions() } : { is: 'plans', plans: (await project.chain()).chain };
  }
  if (/^(postgres(ql)?:\/\/|pglite:)/.test(text)) {
    const { connect } = await import('../run/target/connect.ts');
    const { resolveTarget } = await import('../run/target/target.ts');
    const target = await connect(resolveTarget({ database: text, cwd: options.cwd }, process.env, {}), { write: false });
    opened.push(target);
    return { is: 'database', session: target.session };
  }
  const paths = text.split(',').map((p) => resolve(options.cwd ?? process.cwd(), p));
  const missing = paths.find((p) => !existsSync(p));
  if (missing !== undefined) {
    throw new TidemarkError('SOURCE_UNKNOWN', `"${text}" is no state source: there is no file ${missing}`, {
      next: 'use definitions, plans, empty, postgres://…, pglite:<dir>, or the path of a .sql file or of a folder of them',
      exit: EXIT.usage,
    });
  }
  const { loadSqlFiles } = await import('../desired/sql-source.ts');
  const { readdirSync } = await import('node:fs');
  const files = paths.flatMap((p) =>
    statSync(p).isDirectory()
      ? readdirSync(p)
          .filter((f) => f.endsWith('.sql'))
          .sort()
          .map((f) => resolve(p, f))
      : [p],
  );
  return { is: 'definitions', definitions: await loadSqlFiles(files) };
}
