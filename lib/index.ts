// The public API. Definition files and configs import their words from here, so nothing heavy is loaded before a verb is called.
import type { AckResult } from './verbs/ack.ts';
import type { ApplyVerbOptions } from './verbs/apply.ts';
import type { BaselineOptions, BaselineResult } from './verbs/baseline.ts';
import type { CheckOptions, CheckResult } from './verbs/check.ts';
import type { CheckpointOptions, CheckpointResult } from './verbs/checkpoint.ts';
import type { CreateOptions, CreateResult } from './verbs/db/create.ts';
import type { MigrateOptions, MigrateResult } from './verbs/db/migrate.ts';
import type { RevertResult } from './verbs/db/revert.ts';
import type { ScriptsVerbOptions } from './verbs/db/scripts.ts';
import type { SetupOptions, SetupResult } from './verbs/db/setup.ts';
import type { SyncOptions, SyncResult } from './verbs/db/links/sync.ts';
import type { DiffOptions, DiffResult } from './verbs/diff.ts';
import type { DriftVerbOptions } from './verbs/drift.ts';
import type { InitOptions, InitResult } from './verbs/init.ts';
import type { LintedFile, LintVerbOptions } from './verbs/lint.ts';
import type { PlanOptions, PlanResult } from './verbs/plan.ts';
import type { ProjectOptions } from './verbs/project.ts';
import type { ProveOptions, ProveResult } from './verbs/prove.ts';
import type { RollbackVerbOptions } from './verbs/rollback.ts';
import type { Shown } from './verbs/show.ts';
import type { StatusVerbOptions } from './verbs/status.ts';
import type { ScriptsResult } from './run/scripts/run-scripts.ts';
import type { ApplyResult } from './run/execute/apply.ts';
import type { DriftResult } from './run/execute/drift.ts';
import type { RollbackResult } from './run/execute/rollback.ts';
import type { Status } from './run/execute/status.ts';

export * from './desired/surface.ts';
export { TidemarkError, type Place } from './errors.ts';

/** Writes the first files of a project. Throws INIT_EXISTS rather than overwrite anything. */
export const init = async (options: InitOptions = {}): Promise<InitResult> => (await import('./verbs/init.ts')).init(options);

/** Writes proved plan files for what the definitions want beyond the committed plans. */
export const plan = async (options: PlanOptions = {}): Promise<PlanResult> => (await import('./verbs/plan.ts')).plan(options);

/** Writes plans that stand for all plans so far: new databases start from them, others record them. */
export const checkpoint = async (options: CheckpointOptions = {}): Promise<CheckpointResult> => (await import('./verbs/checkpoint.ts')).checkpoint(options);

/** Runs the pending plans on a target; resumes what was interrupted. */
export const apply = async (options: ApplyVerbOptions = {}): Promise<ApplyResult> => (await import('./verbs/apply.ts')).apply(options);

/** Undoes plans with the text that the target's ledger stored. */
export const rollback = async (options: RollbackVerbOptions = {}): Promise<RollbackResult> => (await import('./verbs/rollback.ts')).rollback(options);

/** What ran on a target, what waits, what stopped half-way. */
export const status = async (options: StatusVerbOptions = {}): Promise<Status> => (await import('./verbs/status.ts')).status(options);

/** Is a target what its ledger says? Takes no lock; writes when drift was first seen, where the role may, and nothing else. */
export const drift = async (options: DriftVerbOptions = {}): Promise<DriftResult> => (await import('./verbs/drift.ts')).drift(options);

/** Takes over an existing database: plans from what it has, recorded as applied; writes nothing but ledger rows to it. */
export const baseline = async (options: BaselineOptions = {}): Promise<BaselineResult> => (await import('./verbs/baseline.ts')).baseline(options);

/** Compares two states and plans the way from one to the other; writes nothing. */
export const diff = async (options: DiffOptions): Promise<DiffResult> => (await import('./verbs/diff.ts')).diff(options);

/** The gate for CI. Findings are a result and no error. */
export const check = async (options: CheckOptions = {}): Promise<CheckResult> => (await import('./verbs/check.ts')).check(options);

/** One plan file, read and checked: "product/0003-add-status", a unique beginning of it, or a path. */
export const show = async (name: string, options: ProjectOptions = {}): Promise<Shown> => (await import('./verbs/show.ts')).show(name, options);

/** Proves, classifies and seals a plan again after it was edited by hand. */
export const prove = async (name: string, options: ProveOptions = {}): Promise<ProveResult> => (await import('./verbs/prove.ts')).prove(name, options);

/** Verdict, hazards and locks of hand-written statements; executes nothing. */
export const lint = async (files: readonly string[], options: LintVerbOptions = {}): Promise<LintedFile[]> =>
  (await import('./verbs/lint.ts')).lint(files, options);

/** Writes into a plan file that these hazard codes are accepted, and why. */
export const ack = async (name: string, codes: readonly string[], reason: string, options: ProjectOptions = {}): Promise<AckResult> =>
  (await import('./verbs/ack.ts')).ack(name, codes, reason, options);

/** The verbs of `tidemark db:*`, for any project. */
export const db = {
  /** The target's database, made if it is not there. */
  create: async (options: CreateOptions = {}): Promise<CreateResult> => (await import('./verbs/db/create.ts')).createDatabase(options),
  /** create, then migrate, on one database. */
  setup: async (options: SetupOptions = {}): Promise<SetupResult> => (await import('./verbs/db/setup.ts')).setup(options),
  /** Pending plans with the scripts between them, then links, then the other scripts. */
  migrate: async (options: MigrateOptions = {}): Promise<MigrateResult> => (await import('./verbs/db/migrate.ts')).migrate(options),
  /** Data scripts that have not run on the target yet. */
  scripts: async (options: ScriptsVerbOptions = {}): Promise<ScriptsResult> => (await import('./verbs/db/scripts.ts')).scripts(options),
  /** Plan files for these modules. */
  generate: async (options: PlanOptions & { readonly modules: readonly string[] }): Promise<PlanResult> =>
    (await import('./verbs/db/generate.ts')).generate(options),
  /** Undoes the last run of these modules. */
  rollback: async (options: RollbackVerbOptions & { readonly modules: readonly string[] }): Promise<RevertResult> =>
    (await import('./verbs/db/revert.ts')).revert(options),
  /** Links, planned and applied on this target; their plans are kept in its ledger. */
  syncLinks: async (options: SyncOptions = {}): Promise<SyncResult> => (await import('./verbs/db/links/sync.ts')).syncLinks(options),
};

export type { AckResult } from './verbs/ack.ts';
export type { CreateOptions, CreateResult } from './verbs/db/create.ts';
export type { MigrateOptions, MigrateResult } from './verbs/db/migrate.ts';
export type { RevertResult } from './verbs/db/revert.ts';
export type { ScriptsVerbOptions as ScriptsOptions } from './verbs/db/scripts.ts';
export type { SetupOptions, SetupResult } from './verbs/db/setup.ts';
export type { SyncOptions, SyncResult } from './verbs/db/links/sync.ts';
export type { ScriptsResult } from './run/scripts/run-scripts.ts';
export type { ApplyVerbOptions as ApplyOptions } from './verbs/apply.ts';
export type { BaselineOptions, BaselineResult } from './verbs/baseline.ts';
export type { CheckOptions, CheckResult, Finding } from './verbs/check.ts';
export type { CheckpointOptions, CheckpointResult } from './verbs/checkpoint.ts';
export type { DiffOptions, DiffResult } from './verbs/diff.ts';
export type { DriftVerbOptions as DriftOptions } from './verbs/drift.ts';
export type { InitOptions, InitResult } from './verbs/init.ts';
export type { LintedFile, LintVerbOptions as LintOptions } from './verbs/lint.ts';
export type { PlanOptions, PlanResult } from './verbs/plan.ts';
export type { ProjectOptions } from './verbs/project.ts';
export type { ProveOptions, ProveResult } from './verbs/prove.ts';
export type { RollbackVerbOptions as RollbackOptions } from './verbs/rollback.ts';
export type { Shown } from './verbs/show.ts';
export type { StatusVerbOptions as StatusOptions } from './verbs/status.ts';
export type { TargetOptions } from './verbs/target.ts';
export type { ApplyResult } from './run/execute/apply.ts';
export type { DriftResult } from './run/execute/drift.ts';
export type { RunEvent } from './run/ledger/events.ts';
export type { RollbackResult } from './run/execute/rollback.ts';
export type { Status } from './run/execute/status.ts';
export type { PlanFile, PlanSegment, PlanStep } from './format/plan.generated.ts';
