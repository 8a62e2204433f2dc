// State sources: definitions, plan files, an empty schema, .sql files, a database. Each yields a catalog; two catalogs that
// are compared are printed by one engine.
import type { Catalog, CatalogObject } from '../../catalog/catalog.ts';
import { isRight } from '../../catalog/rights.ts';
import { samePrinter } from '../../catalog/catalog.ts';
import type { Definitions } from '../../desired/authored.ts';
import type { PlanFile } from '../../format/plan.generated.ts';
import { owners, withOwners } from '../../plan/chains/owners.ts';
import { elaborate } from './elaborate.ts';
import { introspect } from '../introspect/introspect.ts';
import { extensionsOf } from './replay.ts';
import { standing } from './standing.ts';
import { reprint } from './reprint.ts';
import type { Session } from '../session/session.ts';
import { openShadow, type Shadow, type ShadowOptions } from '../shadow/shadow.ts';

export type Source =
  | { readonly is: 'empty' }
  | { readonly is: 'definitions'; readonly definitions: Definitions }
  | { readonly is: 'plans'; readonly plans: readonly PlanFile[] }
  | { readonly is: 'database'; readonly session: Session };

export interface State {
  readonly catalog: Catalog;
  /** Server major the source runs on, for databases. */
  readonly major?: number;
}

export interface Pair {
  readonly from: Catalog;
  readonly to: Catalog;
  /** An empty shadow, still open; undefined when none was needed. */
  readonly shadow?: Shadow;
  /** Oldest database among the sources. */
  readonly floor?: number;
  close(): Promise<void>;
}

const none: Definitions = { modules: [], statements: [], renames: [], using: [], extensions: [], roles: [] };

/** Reads two sources so that they can be compared. The caller closes the pair, and the database sessions. */
export async function readPair(from: Source, to: Source, options: ShadowOptions): Promise<Pair> {
  const live = await Promise.all([from, to].map(readLive));
  const floors = live.filter((l) => l !== undefined).map((l) => l.major);
  const floor = floors.length === 0 ? {} : { floor: Math.min(...floors) };
  if (live[0] !== undefined && live[1] !== undefined && samePrinter(live[0].catalog.printer, live[1].catalog.printer)) {
    return { from: live[0].catalog, to: live[1].catalog, ...floor, close: async () => undefined };
  }
  const named = [from, to].map((s) => (s.is === 'definitions' ? s.definitions : none));
  const shadow = await openShadow({
    ...options,
    extensions: [...new Set([...named.flatMap((d) => d.extensions), ...live.flatMap((l) => l?.extensions ?? []), ...[from, to].flatMap(plannedExtensions)])],
    roles: [...new Set([...named.flatMap((d) => d.roles), ...live.flatMap((l) => l?.roles ?? [])])],
  });
  try {
    const read = async (source: Source, found: Live | undefined): Promise<Catalog> => {
      if (found !== undefined) return reprint(found.catalog, shadow);
      if (source.is === 'definitions') return elaborate(source.definitions, shadow);
      if (source.is === 'empty') return introspect(shadow);
      return readPlans((source as { plans: readonly PlanFile[] }).plans, options);
    };
    const [a, b] = [await read(from, live[0]), await read(to, live[1])];
    const [aLive, bLive] = [live[0] !== undefined, live[1] !== undefined];
    return {
      from: aLive && !bLive ? forgive(a, b) : a,
      to: bLive && !aLive ? forgive(b, a) : b,
      shadow,
      ...floor,
      close: () => shadow.close(),
    };
  } catch (error) {
    await shadow.close();
    throw error;
  }
}

/** Plans commit as they run: they get a shadow of their own. */
async function readPlans(plans: readonly PlanFile[], options: ShadowOptions): Promise<Catalog> {
  const shadow = await standing(plans, { ...options, extensions: plannedExtensions({ is: 'plans', plans }) });
  try {
    return withOwners(await introspect(shadow), owners(plans));
  } finally {
    await shadow.close();
  }
}

export function plannedExtensions(source: Source): string[] {
  return source.is === 'plans' ? extensionsOf(source.plans) : [];
}

interface Live {
  readonly catalog: Catalog;
  readonly major: number;
  readonly extensions: string[];
  readonly roles: string[];
}

async function readLive(source: Source): Promise<Live | undefined> {
  if (source.is !== 'database') return undefined;
  const catalog = await introspect(source.session);
  const extensions = await source.session.rows<{ name: string }>(
    `SELECT extname::pg_catalog.text AS name FROM pg_catalog.pg_extension WHERE extname <> 'plpgsql'`,
  );
  const roles = await source.session.rows<{ name: string }>(`SELECT rolname::pg_catalog.text AS name FROM pg_catalog.pg_roles WHERE rolname !~ '^pg_'`);
  return { catalog, major: Math.floor(catalog.printer.server / 10000), extensions: extensions.map((e) => e.name), roles: roles.map((r) => r.name) };
}

/** Owner and grants are managed only where a definition states them: elsewhere the database keeps its own. */
export function forgive(live: Catalog, stated: Catalog): Catalog {
  const objects = new Map(
    [...live.objects].map(([key, o]) => {
      const wanted: CatalogObject | undefined = stated.objects.get(key);
      if (wanted === undefined) return [key, o] as const;
      const attrs = { ...o.attrs };
      if (wanted.attrs['owner'] === undefined || wanted.attrs['owner'] === '@runner') {
        if (wanted.attrs['owner'] === undefined) delete attrs['owner'];
        else attrs['owner'] = '@runner';
      }
      for (const name of Object.keys(attrs)) if (isRight(name) && name !== 'owner' && wanted.attrs[name] === undefined) delete attrs[name];
      return [key, { ...o, attrs }] as const;
    }),
  );
  return { ...live, objects };
}

/** One source by itself, as its own engine prints it. */
export async function readOne(source: Source, options: ShadowOptions): Promise<Catalog> {
  if (source.is === 'database') return introspect(source.session);
  if (source.is === 'plans') return readPlans(source.plans, options);
  const definitions = source.is === 'definitions' ? source.definitions : none;
  const shadow = await openShadow({ ...options, extensions: definitions.extensions, roles: definitions.roles });
  try {
    return await (source.is === 'definitions' ? elaborate(definitions, shadow) : introspect(shadow));
  } finally {
    await shadow.close();
  }
}
