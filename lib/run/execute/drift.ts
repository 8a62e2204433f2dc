// Says where a target is no longer what the plans made it: the live catalog against the one the last run recorded. Takes no lock
// and writes nothing, except when drift was first seen, where the role may.
import { compareText, keyOf, show } from '../../catalog/address.ts';
import type { Catalog, CatalogObject } from '../../catalog/catalog.ts';
import type { IgnoreRule } from '../../catalog/ignore.ts';
import { EXIT, TidemarkError } from '../../errors.ts';
import type { PlanFile } from '../../format/plan.generated.ts';
import { builtFrom } from '../../plan/chains/checkpoint.ts';
import { withTarget } from '../target/with-target.ts';
import { acceptingCopy, moved } from '../ledger/identity.ts';
import { hasLedger, readLedger, type Ledger } from '../ledger/ledger.ts';
import { isLockHeld } from '../ledger/lock.ts';
import { assertRecordThere } from '../ledger/record-lost.ts';
import { readRecorded, type Recorded } from '../ledger/recorded.ts';
import { sight } from '../ledger/sightings.ts';
import { lookFar } from '../introspect/look.ts';
import { reach } from './reach.ts';
import type { Session } from '../session/session.ts';
import type { TargetSetting } from '../target/target.ts';
import { compare, major, type Comparison } from './compare.ts';
import { ledgerLost, madeBefore } from './made-before.ts';
import { readChains } from './pending.ts';
import { ON_A_REPLICA, unfinished, type Died } from './unfinished.ts';

export type { Drifted } from './compare.ts';

export interface DriftOptions {
  readonly project: string;
  readonly target: TargetSetting;
  readonly modules?: readonly string[] | undefined;
  /** Asked where the ledger knows of no plan: what they make may be there all the same. */
  readonly plansDir?: string | undefined;
  /** What the config leaves alone. */
  readonly ignore?: readonly IgnoreRule[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface DriftResult extends Comparison {
  /** run died: nothing is compared until the command in `died` has finished it. */
  readonly outcome: 'in sync' | 'drifted' | 'apply in progress' | 'run died' | 'nothing applied';
  readonly died?: Died | undefined;
  /** What the server has and tidemark does not model. */
  readonly unmodelled: readonly string[];
  readonly warnings: readonly string[];
}

/** What a drift report was made from. */
export interface Sighted {
  readonly result: DriftResult;
  /** Undefined where nothing was compared. */
  readonly from?: { readonly live: Catalog; readonly recorded: Recorded; readonly ledger: Ledger; readonly plans: readonly PlanFile[] } | undefined;
}

/** Throws what connect throws, LEDGER_DAMAGED, LEDGER_LOST, and MODULE_UNKNOWN: a name that is mistyped in a cron job must not look like a database in sync. */
export async function drift(options: DriftOptions): Promise<DriftResult> {
  return (await sightDrift(options)).result;
}

export interface SightOptions extends DriftOptions {
  /** Read what is applied too, from the ledger. */
  readonly plans?: boolean;
  /** A run of this command that died is no reason not to compare: it goes on. */
  readonly resuming?: string;
}

export async function sightDrift(options: SightOptions): Promise<Sighted> {
  return withTarget(options.target, { signal: options.signal, readOnly: true }, async (target) => {
    const { session } = target;
    if (!(await hasLedger(session))) return await nothingApplied(session, options);
    for (let attempt = 0; ; attempt += 1) {
      const before = await stateOf(session, options);
      if (before.busy) return { result: await busy(session, options.project, before.ledger) };
      if (before.ledger.plans.length === 0) return await nothingApplied(session, options);
      assertKnown(options.modules ?? [], new Set(before.ledger.plans.map((p) => p.module)));
      const recorded = await readRecorded(session, options.project);
      await assertRecordThere(session, before.ledger, recorded);
      // The way back is planned from all there is.
      const { live, standing, unmodelled } = await lookFar(session, recorded.runner, options.plans === true ? undefined : reach(recorded.objects.keys()));
      const after = await stateOf(session, options);
      // A run began or ended meanwhile: what was read belongs to two states.
      if (after.busy) return { result: await busy(session, options.project, after.ledger) };
      if (after.mark !== before.mark && attempt < 5) continue;
      const compared = compare(withStanding(live, standing), recorded, options);
      const whole = (options.modules ?? []).length === 0;
      const seen = await sight(session, options.project, compared.drifted, { write: target.readOnly === undefined, whole });
      const drifted = compared.drifted.map((d) => ({ ...d, firstSeen: seen.get(d.fingerprint) }));
      const warning = await moved(session);
      const result: DriftResult = {
        ...compared,
        outcome: drifted.length > 0 ? 'drifted' : 'in sync',
        drifted,
        unmodelled: [...live.unmodelled, ...unmodelled].map(show).sort(compareText),
        warnings: [...reprinted(live, recorded), ...(warning === undefined ? [] : [warning])],
      };
      const plans = options.plans === true ? await appliedPlans(session, before.ledger) : [];
      return { result, from: { live, recorded, ledger: before.ledger, plans } };
    }
  });
}

/** Throws LEDGER_LOST. */
async function nothingApplied(session: Session, { plansDir, project, modules = [] }: DriftOptions): Promise<Sighted> {
  if (plansDir !== undefined) {
    const chains = [...(await readChains(plansDir))].filter(([module]) => modules.length === 0 || modules.includes(module));
    const lost = await madeBefore(session, new Map(chains), project);
    if (lost !== undefined) throw ledgerLost(lost, project);
  }
  return { result: empty('nothing applied') };
}

function withStanding({ objects, printer }: Catalog, standing: readonly CatalogObject[]): Pick<Catalog, 'objects' | 'printer'> {
  return { printer, objects: standing.length === 0 ? objects : new Map([...objects, ...standing.map((o) => [keyOf(o.at), o] as const)]) };
}

async function busy(session: Session, project: string, ledger: Ledger): Promise<DriftResult> {
  const { died } = await unfinished(session, project, ledger);
  if (died === undefined) return { ...empty('apply in progress'), warnings: ledger.running?.elsewhere === true ? [ON_A_REPLICA] : [] };
  return { ...empty('run died'), died: { ...died, next: acceptingCopy(died.next, await moved(session)) } };
}

async function appliedPlans(session: Session, ledger: Ledger): Promise<PlanFile[]> {
  const { copiesOf } = await import('../ledger/copies.ts');
  return builtFrom(await copiesOf(session, ledger.plans));
}

async function stateOf(session: Session, { project, resuming }: SightOptions): Promise<{ busy: boolean; ledger: Ledger; mark: string }> {
  const ledger = await readLedger(session, project);
  const { running } = ledger;
  const resumed = running !== undefined && running.command === resuming && !running.alive && !(await isLockHeld(session, project));
  return {
    // A run that died with plans half recorded is no drift either: the next apply sees to it.
    busy: (running !== undefined && !resumed) || ledger.uncaptured,
    ledger,
    mark: ledger.plans.map((p) => `${p.id} ${p.state}`).join(),
  };
}

function assertKnown(asked: readonly string[], known: ReadonlySet<string>): void {
  const unknown = asked.find((m) => !known.has(m));
  if (unknown === undefined) return;
  throw new TidemarkError('MODULE_UNKNOWN', `no plan of module ${JSON.stringify(unknown)} is applied here`, {
    exit: EXIT.usage,
    next: `modules here: ${[...known].sort(compareText).join(', ')}`,
  });
}

function empty(outcome: DriftResult['outcome']): DriftResult {
  return { outcome, drifted: [], ignored: [], ignoredByRule: [], unmanaged: [], unmodelled: [], fingerprint: undefined, warnings: [] };
}

function reprinted(live: Catalog, recorded: Recorded): string[] {
  const other = [...recorded.printers.values()].find((p) => major(p.server) !== major(live.printer.server));
  return other === undefined
    ? []
    : [`the server was upgraded from ${other.version} to ${live.printer.version} since the last apply: attributes are compared again after the next one`];
}
