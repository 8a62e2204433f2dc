// Writes plans into a target's ledger that did not run there: what they make is there already. Nothing but ledger rows is written.
import { show, type Key } from '../../catalog/address.ts';
import type { Attrs, Catalog, CatalogObject, Value } from '../../catalog/catalog.ts';
import { fingerprint, canonical, sha256 } from '../../catalog/fingerprint.ts';
import { EXIT, TidemarkError } from '../../errors.ts';
import type { StoredPlan } from '../../format/plans-folder.ts';
import { withTarget } from '../target/with-target.ts';
import { dropExceptions, writeExceptions, type Standing } from '../ledger/exceptions.ts';
import { hasLedger, readLedger, type Ledger, type PlanRow } from '../ledger/ledger.ts';
import { recordPlan } from '../ledger/marks.ts';
import { readMedusaLedgers, type MedusaLedgers } from '../ledger/medusa.ts';
import { readRecorded, writeRecorded } from '../ledger/recorded.ts';
import { closeRun, fence } from '../ledger/runs.ts';
import { look } from '../introspect/look.ts';
import type { TargetSetting } from '../target/target.ts';
import { invoke, noLedger, type InvocationOptions } from './invocation.ts';

/** A target as it stands before it is taken over. */
export interface Surveyed {
  readonly live: Catalog;
  readonly ledger: Ledger;
  /** Names of its extensions. */
  readonly extensions: readonly string[];
  /** What it has otherwise by somebody's decision. */
  readonly standing: readonly Standing[];
  /** What Medusa wrote down of it, where it migrated it. */
  readonly medusa: MedusaLedgers | undefined;
  /** Addresses that other projects in this database manage, and their names. */
  readonly others: ReadonlyMap<string, string>;
}

/** Reads only. */
export async function survey(options: {
  readonly project: string;
  readonly target: TargetSetting;
  readonly extensions?: readonly string[];
  readonly signal?: AbortSignal | undefined;
}): Promise<Surveyed> {
  return withTarget(options.target, { signal: options.signal, extensions: options.extensions, readOnly: true }, async ({ session }) => {
    const there = await hasLedger(session);
    const recorded = there ? await readRecorded(session, options.project) : undefined;
    const live = await look(session, recorded?.runner);
    const extensions = await session.rows<{ name: string }>(
      `SELECT extname::pg_catalog.text AS name FROM pg_catalog.pg_extension WHERE extname <> 'plpgsql' ORDER BY 1`,
    );
    const others = there
      ? await session.rows<{ address: string; project: string }>('SELECT address, project FROM tidemark.objects WHERE project <> $1', [options.project])
      : [];
    return {
      live,
      ledger: there ? await readLedger(session, options.project) : noLedger,
      extensions: extensions.map((e) => e.name),
      standing: recorded?.exceptions ?? [],
      medusa: await readMedusaLedgers(session),
      others: new Map(others.map((o) => [o.address, o.project])),
    };
  });
}

/** Where the target is otherwise than the plans say, by somebody's decision. */
export interface Accepted {
  readonly address: CatalogObject['at'];
  readonly module: string;
  readonly planned: Attrs | null;
  readonly found: Attrs | null;
}

export interface RecordOptions extends InvocationOptions {
  readonly how: Exclude<PlanRow['how'], 'run'>;
  /** In the order in which they would run. */
  readonly plans: readonly StoredPlan[];
  /** Owners of what is recorded as it stands. */
  readonly objects: ReadonlyMap<Key, string>;
  /** No longer there. */
  readonly gone?: readonly CatalogObject[];
  readonly accepted: readonly Accepted[];
  /** What all of this was worked out from. */
  readonly seen: Catalog;
}

/** How the ledger calls a run that takes drift in: as people type it. */
export const ADOPTING = 'drift --adopt';

/** Says in the ledger that a run which died is over. What it was to write is there. */
export async function overWith(options: InvocationOptions): Promise<void> {
  await invoke(ADOPTING, options, async () => undefined);
}

/** One transaction. Throws TARGET_MOVED when the target is no longer what it was when that was worked out, and what invoke throws. */
export async function record(options: RecordOptions): Promise<void> {
  await invoke(options.how === 'adopted' ? ADOPTING : options.how, options, async (i) => {
    const { session } = i.target;
    const taken = options.plans.find((p) => i.ledger.plans.some((row) => row.name === p.plan));
    const recorded = (await hasLedger(session)) ? await readRecorded(session, options.project) : undefined;
    const live = await look(session, recorded?.runner);
    if (taken !== undefined || fingerprint(live.objects) !== fingerprint(options.seen.objects)) throw moved(options.how);
    const run = await i.begin();
    await session.run('BEGIN');
    try {
      await fence(session, run.run);
      for (const p of options.plans) await recordPlan(session, run.run, options.project, p.content(), p.text, options.how);
      const put = [...options.objects].map(([key, module]) => ({ ...live.objects.get(key)!, module }));
      const modules = [...new Set([...put.map((o) => o.module), ...options.plans.map((p) => p.plan.slice(0, p.plan.indexOf('/')))])].sort();
      await writeRecorded(session, run.run, options.project, live.printer, { put, gone: options.gone ?? [], modules, runner: recorded?.runner });
      await writeExceptions(session, options.project, options.accepted.map(accepted));
      // With the record: what dies after it must not be told as open, since the same command has nothing more to do then.
      await closeRun(session, run.run, 'done');
      await session.run('COMMIT');
    } catch (error) {
      await session.run('ROLLBACK').catch(() => undefined); // the first error is the one to tell
      throw error;
    }
  });
}

export interface SettleOptions extends InvocationOptions {
  /** Exceptions that are none any more: the target is there what the plans say. */
  readonly settled: readonly Standing[];
  /** What to record of these addresses, as it stands now. */
  readonly objects: ReadonlyMap<Key, string>;
  readonly gone: readonly CatalogObject[];
  readonly seen: Catalog;
}

/** Takes accepted differences away. Throws TARGET_MOVED and what invoke throws. */
export async function settleAccepted(options: SettleOptions): Promise<void> {
  await invoke('baseline', options, async (i) => {
    const { session } = i.target;
    const recorded = await readRecorded(session, options.project);
    const live = await look(session, recorded.runner);
    if (fingerprint(live.objects) !== fingerprint(options.seen.objects)) throw moved('baseline');
    const run = await i.begin();
    await session.run('BEGIN');
    try {
      await fence(session, run.run);
      const put = [...options.objects].map(([key, module]) => ({ ...live.objects.get(key)!, module }));
      const modules = [...new Set(put.map((o) => o.module))].sort();
      await writeRecorded(session, run.run, options.project, live.printer, { put, gone: options.gone, modules, runner: recorded.runner });
      await dropExceptions(
        session,
        options.project,
        'accepted',
        options.settled.map((e) => e.address),
      );
      await closeRun(session, run.run, 'done');
      await session.run('COMMIT');
    } catch (error) {
      await session.run('ROLLBACK').catch(() => undefined); // the first error is the one to tell
      throw error;
    }
  });
}

function accepted(a: Accepted): Parameters<typeof writeExceptions>[2][number] {
  const { planned, found, module } = a;
  const address = show(a.address);
  return { address, module, kind: 'accepted', planned, found, fingerprint: sha256(canonical([address, planned, found] as Value)) };
}

function moved(how: string): TidemarkError {
  return new TidemarkError('TARGET_MOVED', 'the target was changed while it was being looked at; nothing was written to it', {
    next: `tidemark ${how === 'baseline' ? 'baseline' : ADOPTING} again`,
    exit: EXIT.failed,
  });
}
