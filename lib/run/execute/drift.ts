// Says where a target is no longer what the plans made it: the live catalog against the one the last run recorded. Reads only, takes no lock.
import { compareText, keyOf, show } from '../../catalog/address.ts';
import type { Catalog, CatalogObject, Value } from '../../catalog/catalog.ts';
import { changedAttrs } from '../../catalog/diff.ts';
import { canonical, sha256 } from '../../catalog/fingerprint.ts';
import { EXIT, TidemarkError } from '../../errors.ts';
import { isLedger } from '../ledger/capture.ts';
import { connect } from '../target/connect.ts';
import { hasLedger, readLedger } from '../ledger/ledger.ts';
import { moved } from '../ledger/identity.ts';
import { readRecorded, type Recorded } from '../ledger/recorded.ts';
import { look } from '../introspect/look.ts';
import type { Session } from '../session/session.ts';
import type { TargetSetting } from '../target/target.ts';

export interface DriftOptions {
  readonly project: string;
  readonly target: TargetSetting;
  readonly modules?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** One object that is not as it was left. */
export interface Drifted {
  readonly address: string;
  readonly module: string;
  /** gone: dropped. changed: other attributes. added: undeclared, within something managed. */
  readonly is: 'gone' | 'changed' | 'added';
  /** Per differing attribute what the ledger recorded and what is there; null where there is none. */
  readonly attrs: readonly { readonly name: string; readonly was: Value; readonly is: Value }[];
}

export interface DriftResult {
  readonly outcome: 'in sync' | 'drifted' | 'apply in progress' | 'nothing applied';
  readonly drifted: readonly Drifted[];
  /** Objects that stand by themselves and that no plan made. */
  readonly unmanaged: readonly string[];
  /** What the server has and tidemark does not model. */
  readonly unmodelled: readonly string[];
  /** The same while the drift is the same; undefined when there is none. */
  readonly fingerprint: string | undefined;
  readonly warnings: readonly string[];
}

/** Throws what connect throws, and MODULE_UNKNOWN: a name that is mistyped in a cron job must not look like a database in sync. */
export async function drift(options: DriftOptions): Promise<DriftResult> {
  const target = await connect(options.target, { signal: options.signal });
  try {
    const { session } = target;
    await session.rows(`SELECT pg_catalog.set_config('default_transaction_read_only', 'on', false)`);
    if (!(await hasLedger(session))) return empty('nothing applied');
    for (let attempt = 0; ; attempt += 1) {
      const before = await stateOf(session, options.project);
      if (before.busy) return empty('apply in progress');
      if (before.plans === 0) return empty('nothing applied');
      assertKnown(options.modules ?? [], before.modules);
      const recorded = await readRecorded(session, options.project);
      const live = await look(session, recorded.runner);
      const after = await stateOf(session, options.project);
      // A run began or ended meanwhile: what was read belongs to two states.
      if (after.busy) return empty('apply in progress');
      if (after.mark !== before.mark && attempt < 5) continue;
      const warning = await moved(session);
      return compare(live, recorded, options.modules, [...reprinted(live, recorded), ...(warning === undefined ? [] : [warning])]);
    }
  } finally {
    await target.close();
  }
}

async function stateOf(session: Session, project: string): Promise<{ busy: boolean; plans: number; modules: ReadonlySet<string>; mark: string }> {
  const { plans, running, uncaptured } = await readLedger(session, project);
  return {
    // A run that died with plans half recorded is no drift either: the next apply sees to it.
    busy: running !== undefined || uncaptured,
    plans: plans.length,
    modules: new Set(plans.map((p) => p.module)),
    mark: plans.map((p) => `${p.id} ${p.state}`).join(),
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
  return { outcome, drifted: [], unmanaged: [], unmodelled: [], fingerprint: undefined, warnings: [] };
}

/** A server of another major prints other texts for the same objects: then only what needs no text is compared. */
function reprinted(live: Catalog, recorded: Recorded): string[] {
  const other = [...recorded.printers.values()].find((p) => major(p.server) !== major(live.printer.server));
  return other === undefined
    ? []
    : [`the server was upgraded from ${other.version} to ${live.printer.version} since the last apply: attributes are compared again after the next one`];
}

function major(server: number): number {
  return Math.floor(server / 10_000);
}

/** Pure: what differs, in address order. */
export function compare(live: Catalog, recorded: Recorded, modules: readonly string[] | undefined, warnings: readonly string[]): DriftResult {
  const wanted = (module: string): boolean => modules === undefined || modules.length === 0 || modules.includes(module);
  const drifted: Drifted[] = [];
  const unmanaged: string[] = [];
  for (const [key, was] of recorded.objects) {
    const module = was.module ?? '';
    if (!wanted(module)) continue;
    const is = live.objects.get(key);
    if (is === undefined) {
      if (!ridesOn(was, live, recorded)) drifted.push({ address: show(was.at), module, is: 'gone', attrs: [] });
      continue;
    }
    const printer = recorded.printers.get(module);
    if (printer !== undefined && major(printer.server) !== major(live.printer.server)) continue;
    const attrs = changedAttrs(was, is).map((name) => ({ name, was: was.attrs[name] ?? null, is: is.attrs[name] ?? null }));
    if (attrs.length > 0) drifted.push({ address: show(was.at), module, is: 'changed', attrs });
  }
  for (const [key, o] of live.objects) {
    if (recorded.objects.has(key) || isLedger(o)) continue;
    // Within something that is itself undeclared: that one is told.
    const parent = o.within === undefined ? undefined : recorded.objects.get(keyOf(o.within));
    if (o.within === undefined) {
      if (show(o.at) !== 'schema public') unmanaged.push(show(o.at)); // every database has it
    } else if (parent !== undefined && wanted(parent.module ?? '')) {
      drifted.push({
        address: show(o.at),
        module: parent.module ?? '',
        is: 'added',
        attrs: Object.entries(o.attrs).map(([name, is]) => ({ name, was: null, is })),
      });
    }
  }
  drifted.sort((a, b) => compareText(a.address, b.address));
  const fingerprint = drifted.length === 0 ? undefined : sha256(canonical(drifted as unknown as Value));
  const outcome = drifted.length > 0 ? 'drifted' : 'in sync';
  return { outcome, drifted, unmanaged: unmanaged.sort(compareText), unmodelled: live.unmodelled.map(show), fingerprint, warnings };
}

/** Gone because what it lived in is gone: that one is told. */
function ridesOn(o: CatalogObject, live: Catalog, recorded: Recorded): boolean {
  return o.within !== undefined && recorded.objects.has(keyOf(o.within)) && !live.objects.has(keyOf(o.within));
}
