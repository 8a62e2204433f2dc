// The only place where the judging kit touches what it judges.

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

type PlanBetween = (input: { current: string; desired: string } & PlanOptions) => Promise<Planned>;

// not a literal: the kit type-checks while the planner is being written
const planner: string = '../../lib/run/diff-plan.ts';

/** The plan from what one text of SQL builds to what another builds. Throws what the planner throws. */
export async function plan(current: string, desired: string, options: PlanOptions = {}): Promise<Planned> {
  const { planBetween } = (await import(planner)) as { planBetween: PlanBetween };
  return planBetween({ current, desired, ...options });
}

/** Ends whatever plan() keeps warm. */
export async function close(): Promise<void> {
  const subject = (await import(planner)) as { closePlanner?: () => Promise<void> };
  await subject.closePlanner?.();
}
