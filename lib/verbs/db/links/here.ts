// Owns what a target has of links before they are synced: the plans its ledger keeps, what drifted, how many rows there are.
import { addressOf, show } from '../../../catalog/address.ts';
import { befallen } from '../../../run/session/server-says.ts';
import type { PlanFile } from '../../../format/plan.generated.ts';
import { qualified } from '../../../sql/quote.ts';
import type { Drifted } from '../../../run/execute/compare.ts';
import type { TargetSetting } from '../../../run/target/target.ts';
import type { Project } from '../../project.ts';
import type { LinkAction } from './actions.ts';
import type { Counted } from './decide.ts';

export interface Row {
  readonly module: string;
  readonly seal: string;
}

export interface Here {
  /** What is applied, of all modules. */
  readonly rows: readonly Row[];
  /** The same as plans, in order; none where they were not wanted. */
  readonly plans: readonly PlanFile[];
  /** Ledger modules with a plan that stopped half-way, and all of them where a run is open or did not come to record what it did. */
  readonly unfinished: readonly string[];
  /** Plans that were rolled back and held. */
  readonly held: readonly string[];
  readonly drifted: readonly Drifted[];
  readonly warnings: readonly string[];
  /** The links there are, when nothing is to be done to any. */
  noop(modules: readonly string[]): Counted[];
  count(actions: readonly LinkAction[]): Promise<Counted[]>;
}

/** `wanted`: are the plans needed, or is knowing their seals enough? They are large. */
export async function readHere(
  project: Project,
  setting: TargetSetting,
  signal: AbortSignal | undefined,
  wanted: (rows: readonly Row[]) => Promise<boolean> = async () => true,
): Promise<Here> {
  const [{ withTarget }, { appliedHere }, { compare }, { lookAgain }, { hasLedger, readLedger }, { recordedOf }] = await Promise.all([
    import('../../../run/target/with-target.ts'),
    import('../../../run/execute/here.ts'),
    import('../../../run/execute/compare.ts'),
    import('../../../run/introspect/look.ts'),
    import('../../../run/ledger/ledger.ts'),
    import('../../../run/execute/record.ts'),
  ]);
  return withTarget(setting, { signal }, async ({ session }) => {
    const there = await hasLedger(session);
    const ledger = there ? await readLedger(session, project.project) : undefined;
    const own = (ledger?.plans ?? []).filter((p) => project.inLedger(p.module));
    const modules = [...new Set(own.map((p) => p.module))];
    const recorded = await recordedOf(session, project.project, there, modules);
    const { drifted } =
      modules.length === 0
        ? { drifted: [] }
        : compare(await lookAgain(session, recorded.objects, recorded.runner), recorded, { modules, ignore: project.config.ignore });
    const rows = (ledger?.plans ?? []).filter((p) => p.state === 'applied').map(({ module, seal }) => ({ module, seal }));
    const all = await wanted(rows);
    // Those of links in any case: a ledger that somebody edited is told where nothing is to be done, too.
    const read = ledger === undefined ? [] : await appliedHere(session, all ? ledger : { ...ledger, plans: own });
    const plans = all ? read : [];
    const changed = drifted.filter((d) => d.is !== 'gone');
    const heads = [...recorded.objects.values()].filter((o) => o.within === undefined);
    return {
      rows,
      plans,
      unfinished:
        ledger?.uncaptured === true || ledger?.running !== undefined ? modules : [...new Set(own.filter((p) => p.state === 'partial').map((p) => p.module))],
      held: (ledger?.held ?? []).map((p) => p.name),
      drifted,
      warnings:
        changed.length === 0
          ? []
          : [`links drifted on the target: ${changed[0]!.address}${changed.length === 1 ? '' : ` and ${changed.length - 1} more`} (tidemark drift shows it)`],
      noop: (of) =>
        heads.filter((o) => of.includes(o.module ?? '')).map((o) => ({ action: 'noop', link: show(o.at), sql: [], hazards: [], rows: undefined }) as const),
      count: (actions) => countRows(setting, actions),
    };
  });
}

/** Of the links that wait for a decision; their tables may have been dropped by hand. */
async function countRows(setting: TargetSetting, actions: readonly LinkAction[]): Promise<Counted[]> {
  const [{ connect }, { keyOfText }] = await Promise.all([import('../../../run/target/connect.ts'), import('../../../run/introspect/look.ts')]);
  const asked = actions.filter((a) => a.action === 'notify' || a.action === 'delete');
  const target = asked.length === 0 ? undefined : await connect(setting);
  const counts = new Map<LinkAction, number>();
  try {
    for (const action of asked) {
      const { kind, names } = addressOf(action.from === undefined ? action.key : keyOfText(action.from));
      if (kind !== 'table') continue;
      const name = qualified(names);
      const [there] = await target!.session.rows<{ there: boolean }>('SELECT pg_catalog.to_regclass($1) IS NOT NULL AS there', [name]);
      if (there?.there !== true) continue;
      const [row] = await target!.session.rows<{ n: string }>(`SELECT pg_catalog.count(*) AS n FROM ${name}`);
      counts.set(action, Number(row!.n));
    }
  } catch (error) {
    throw befallen(error, 'no link was changed', 'run the command again') ?? error;
  } finally {
    await target?.close();
  }
  return actions.map((action) => {
    const { key: _, ...rest } = action;
    return { ...rest, rows: counts.get(action) };
  });
}
