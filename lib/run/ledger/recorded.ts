// Owns the catalog as a target was left by the last run: drift is measured against it.
import { addressIn, keyOf, show, type Key } from '../../catalog/address.ts';
import type { CatalogObject, Printer } from '../../catalog/catalog.ts';
import { TidemarkError } from '../../errors.ts';
import { anew, readable } from './access.ts';
import { readExceptions, type Standing } from './exceptions.ts';
import type { Run } from './runs.ts';
import type { Session } from '../session/session.ts';

export interface Recorded {
  readonly objects: ReadonlyMap<Key, CatalogObject>;
  /** By module. */
  readonly printers: ReadonlyMap<string, Printer>;
  /** The role that "@runner" stands for in it; undefined before the first run. */
  readonly runner: string | undefined;
  /** What the target has otherwise by somebody's decision. */
  readonly exceptions: readonly Standing[];
}

/** The catalog as the last run left it; objects carry their module. `modules`: the objects of these alone. Throws LEDGER_DAMAGED, LEDGER_FORBIDDEN. */
export async function readRecorded(session: Session, project: string, modules?: readonly string[]): Promise<Recorded> {
  const snapshots = await readable(
    session,
    session.rows<{ module: string; printer: Printer; runner: string }>(
      'SELECT module, printer, runner FROM tidemark.snapshots WHERE project = $1 ORDER BY taken_at',
      [project],
    ),
  );
  const rows = await readable(
    session,
    session.rows<{ module: string; address: string; object: Omit<CatalogObject, 'at' | 'module'> }>(
      'SELECT module, address, object FROM tidemark.objects WHERE project = $1 AND ($2::pg_catalog.text[] IS NULL OR module = ANY ($2))',
      [project, modules ?? null],
    ),
  );
  const objects = new Map<Key, CatalogObject>();
  for (const { module, address, object } of rows) {
    const at = addressIn(address);
    if (at === undefined || !isRecord(object) || !isRecord(object.attrs))
      throw new TidemarkError('LEDGER_DAMAGED', `the record of ${address} in the ledger is not one that tidemark wrote`, {
        exit: 3,
        at: { object: 'tidemark.objects' },
        next: anew,
      });
    objects.set(keyOf(at), { at, ...object, module });
  }
  return {
    objects,
    printers: new Map(snapshots.map((s) => [s.module, s.printer])),
    runner: snapshots[0]?.runner,
    exceptions: await readExceptions(session, project),
  };
}

function isRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export async function writeRecorded(
  session: Session,
  run: Run,
  project: string,
  printer: Printer,
  change: { put: readonly CatalogObject[]; gone: readonly CatalogObject[]; modules: readonly string[]; runner: string | undefined },
): Promise<void> {
  await session.rows(
    `INSERT INTO tidemark.snapshots (project, module, printer, run, runner) SELECT $1, m, $3, $4, coalesce($5, current_user) FROM pg_catalog.unnest($2::text[]) AS m
     ON CONFLICT ON CONSTRAINT snapshots_pkey DO UPDATE SET printer = excluded.printer, run = excluded.run, taken_at = pg_catalog.now()`,
    [project, change.modules, JSON.stringify(printer), run.id, change.runner ?? null],
  );
  if (change.gone.length > 0)
    await session.rows('DELETE FROM tidemark.objects WHERE project = $1 AND address = ANY ($2)', [project, change.gone.map((o) => show(o.at))]);
  const size = 2_000; // objects per message: a message has a limit, and a server a memory
  for (let n = 0; n < change.put.length; n += size) {
    const rows = change.put
      .slice(n, n + size)
      .map(({ at, within, attrs, ordinal, module }) => ({ module, address: show(at), object: { within, attrs, ordinal } }));
    await session.rows(
      `INSERT INTO tidemark.objects (project, module, address, object)
       SELECT $1, o.module, o.address, o.object FROM pg_catalog.jsonb_to_recordset($2) AS o(module text, address text, object jsonb)
       ON CONFLICT ON CONSTRAINT objects_pkey DO UPDATE SET module = excluded.module, object = excluded.object`,
      [project, JSON.stringify(rows)],
    );
  }
}
