// The only place where the judging kit touches what it judges.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSqlFiles } from '../../lib/desired/sql-source.ts';
import { address, addressOf, keyOf, show } from '../../lib/catalog/address.ts';
import type { Catalog } from '../../lib/catalog/catalog.ts';
import type { PlanFile } from '../../lib/format/plan.generated.ts';
import { planSegments } from '../../lib/plan/document/document.ts';
import { spelledOut } from '../../lib/plan/document/touches.ts';
import { mismatches, outcome } from '../../lib/run/introspect/look.ts';
import type { Definitions } from '../../lib/desired/authored.ts';
import { planBetween, renameMarker, type Between } from '../../lib/run/prove/diff-plan.ts';

export interface PlannedSegment {
  readonly transaction: boolean;
  readonly steps: readonly { readonly sql: string }[];
}

export interface Planned {
  readonly up: readonly PlannedSegment[];
  readonly down: readonly PlannedSegment[];
}

export interface PlanOptions {
  /** As `--rename` takes them: "public.t.old:new". */
  readonly renames?: readonly string[];
  readonly floor?: number;
  readonly online?: boolean;
  /** Roles that exist on the server. */
  readonly roles?: readonly string[];
}

/** The proved plan from what one text of SQL builds to what another builds. Throws what the planner throws. */
export async function plan(current: string, desired: string, options: PlanOptions = {}): Promise<Planned> {
  const { up, down } = await between(current, desired, options);
  return { up, down };
}

/** The same, with what its proof saw. */
export async function between(current: string, desired: string, options: PlanOptions = {}): Promise<Between> {
  const dir = mkdtempSync(join(tmpdir(), 'tidemark-subject-'));
  try {
    const load = async (name: string, text: string): Promise<Definitions> => {
      writeFileSync(join(dir, name), text);
      const read = await loadSqlFiles([join(dir, name)]);
      return { ...read, roles: [...new Set([...read.roles, ...(options.roles ?? [])])] };
    };
    const [from, to] = [await load('current.sql', current), await load('desired.sql', desired)];
    const renames = [...to.renames, ...(options.renames ?? []).map(renameMarker)];
    const planned = await planBetween({ current: from, desired: { ...to, renames }, ...options });
    assertSaid(planned.up, planned.from, planned.to);
    assertSaid(planned.down, planned.to, planned.from);
    return planned;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/**
 * What the steps say they make and break, the last word on each, must be what is there and not there in the end, and what one changes
 * must be there or be made: a target is held to it. What is new is said to be made.
 */
function assertSaid(segments: Between['up'], from: Catalog, to: Catalog): void {
  const steps = planSegments(segments, [from, to]).flatMap((s) => s.steps);
  const said = spelledOut({ up: [{ transaction: true, steps }], down: [] } as unknown as PlanFile).up[0]!;
  const wrong = mismatches(to.objects, outcome(said));
  if (wrong.length > 0) throw new Error(`a target would refuse the plan: in the end ${wrong.map((w) => `${w.address} ${w.what}`).join(', ')}`);
  const all = segments.flatMap((s) => s.steps);
  const made = new Set(all.flatMap((step) => step.makes));
  for (const step of all) {
    // what goes by the name of something that was renamed came along with it
    const absent = step.alters.filter(
      (key) =>
        !from.objects.has(key) &&
        !made.has(key) &&
        !made.has(keyOf(address('table column', addressOf(key).names.slice(0, 3)))) &&
        !made.has(keyOf(address('table', addressOf(key).names.slice(0, 2)))) &&
        !made.has(keyOf(address('schema', addressOf(key).names.slice(0, 1)))),
    );
    if (absent.length > 0) throw new Error(`a target would refuse the plan: ${step.does} changes ${absent.join(', ')}, which no step says it makes`);
  }
  // whose plan makes it owns it: what no step says it makes, the ledger loses
  const unsaid = [...to.objects].filter(([key, o]) => o.within === undefined && !from.objects.has(key) && !made.has(key));
  if (unsaid.length > 0) throw new Error(`nobody would own ${unsaid.map(([, o]) => show(o.at)).join(', ')}: no step says it makes it`);
}

/** Ends whatever plan() keeps warm: nothing. */
export async function close(): Promise<void> {}
