// Generated from plan.schema.json by `npm run generate`. Edit the schema, not this file.
export type SealedPlan = string;

/**
 * One plan of one module: the statements that lead from one catalog to the next, and back.
 */
export interface PlanFile {
  /**
   * Format of this file. A newer number needs a newer tidemark.
   */
  tidemark: 1;
  /**
   * Module and name, e.g. product/0003-add-status.
   */
  plan: string;
  /**
   * One line for the reviewer: verdicts, losses, longest lock, reversibility.
   */
  summary: string;
  /**
   * The previous plan of this module and its seal. Absent in a module's first plan. In the file one string: "product/0002-add-weight sha256:…".
   */
  parent?: {plan: string; seal: string};
  /**
   * Plans of other modules that this one needs, each with its seal: "order/0001-init sha256:…".
   */
  after: SealedPlan[];
  /**
   * Objects of other modules that this plan drops and makes again identically.
   */
  also?: string[];
  /**
   * Objects that other modules hand over to this one, with what is named within them and not said to go elsewhere; no SQL runs for it.
   */
  takes?: PlanTake[];
  /**
   * Objects that this module hands over to others, likewise.
   */
  gives?: PlanGive[];
  /**
   * Objects of other modules that have another address after this plan's renames: what stands in a schema, a function that takes a type.
   */
  carries?: PlanCarry[];
  /**
   * Tables of links that this plan makes or renames, and what each one links: a link that gets another table is told by it.
   */
  links?: PlanLink[];
  /**
   * One hash for the plans of all modules that were written together: they stand for everything before them, and a new database starts from them.
   */
  checkpoint?: string;
  /**
   * Of a checkpoint: the plans of this module that it stands for, oldest first.
   */
  replaces?: string[];
  /**
   * Migrations of Medusa that change rows and that came with the definitions of this plan: of what they do to rows only what people wrote into it is in it.
   */
  migrations?: string[];
  /**
   * Unsafe changes that count as planned and are not run.
   */
  withheld?: PlanStep[];
  /**
   * Oldest PostgreSQL major version this plan runs on.
   */
  floor: number;
  /**
   * Fingerprint of the catalog before up, as the engine named in proof prints it.
   */
  base: string;
  /**
   * Fingerprint of the catalog after up, as the engine named in proof prints it.
   */
  target: string;
  proof: PlanProof;
  /**
   * Objects that the database has and tidemark does not manage.
   */
  unmodelled?: string[];
  /**
   * From base to target.
   */
  up: PlanSegment[];
  /**
   * From target to base.
   */
  down: PlanSegment[];
  /**
   * What must hold after up, by address: attributes that mean the same on every server version.
   */
  expect: {
    [k: string]: {
      [k: string]: unknown;
    };
  };
  /**
   * Addresses at which nothing may exist after up.
   */
  absent?: string[];
  /**
   * Hash of every byte above this line except acknowledgements.
   */
  seal: string;
}
export interface PlanTake {
  /**
   * The object.
   */
  address: string;
  /**
   * The module that had it.
   */
  from: string;
}
export interface PlanGive {
  /**
   * The object.
   */
  address: string;
  /**
   * The module that gets it.
   */
  to: string;
}
export interface PlanCarry {
  /**
   * The object, before.
   */
  address: string;
  /**
   * Its address afterwards.
   */
  to: string;
}
export interface PlanLink {
  /**
   * The table.
   */
  address: string;
  /**
   * Both sides: module.Entity - module.Entity.
   */
  between: string;
}
/**
 * One statement.
 */
export interface PlanStep {
  /**
   * What it does, for people: "+ table column public.product.status".
   */
  step: string;
  /**
   * Unsafe steps run only when every hazard is acknowledged.
   */
  verdict: 'safe' | 'unsafe';
  /**
   * Reasons for care.
   */
  hazards?: PlanHazard[];
  /**
   * Hazards that a person accepted. The one part of the file that the seal leaves out.
   */
  acknowledged?: PlanAcknowledgement[];
  /**
   * The strongest lock it takes on an object that exists before.
   */
  lock?:
    | 'ACCESS SHARE'
    | 'ROW SHARE'
    | 'ROW EXCLUSIVE'
    | 'SHARE UPDATE EXCLUSIVE'
    | 'SHARE'
    | 'SHARE ROW EXCLUSIVE'
    | 'EXCLUSIVE'
    | 'ACCESS EXCLUSIVE';
  /**
   * It may run long: the timeout for builds applies in place of the one for locks.
   */
  timeout?: 'build';
  check?: PlanCheck;
  probe?: PlanProbe;
  /**
   * Addresses that exist afterwards and did not before.
   */
  makes?: string[];
  /**
   * Addresses whose attributes change.
   */
  alters?: string[];
  /**
   * Addresses that do not exist afterwards.
   */
  breaks?: string[];
  /**
   * Addresses that must exist before.
   */
  needs?: string[];
  /**
   * Written by a person; kept when the plan is made again.
   */
  hand?: true;
  /**
   * The statement.
   */
  sql: string;
}
export interface PlanHazard {
  /**
   * e.g. DATA_DROP_COLUMN.
   */
  code: string;
  /**
   * One sentence for the person on call.
   */
  message: string;
  /**
   * What to do instead.
   */
  remedy?: string;
  /**
   * Worth knowing on an unsafe step, but not what makes it unsafe: nobody need acknowledge it.
   */
  advisory?: true;
}
export interface PlanAcknowledgement {
  /**
   * A hazard of this step.
   */
  code: string;
  /**
   * Why it is acceptable here.
   */
  reason: string;
}
/**
 * A read-only query run before the plan's first write.
 */
export interface PlanCheck {
  /**
   * Returns one number: how many rows would make the step fail.
   */
  sql: string;
  /**
   * What the counted rows violate.
   */
  message: string;
  /**
   * A query that lists those rows.
   */
  list?: string;
}
/**
 * How to ask the catalog whether a step outside a transaction is done.
 */
export interface PlanProbe {
  /**
   * Returns one text: done, todo or broken.
   */
  sql: string;
  /**
   * Removes what a broken attempt left behind.
   */
  repair?: string;
}
/**
 * What was run before this file was written.
 */
export interface PlanProof {
  /**
   * Server version and catalog version that printed the fingerprints, e.g. 18.6/catalog-1.
   */
  printer: string;
  /**
   * The shadow, e.g. PGlite 0.5.16.
   */
  engine: string;
  /**
   * Up was run and gave the target.
   */
  up: boolean;
  /**
   * Every half-way point was undone and gave its start.
   */
  undo: boolean;
  /**
   * Down was run and gave the base.
   */
  down: boolean;
  /**
   * Rows that were in the tables meanwhile, or why there were none.
   */
  rows: number | string;
  /**
   * What the shadow cannot hold and the proof took for granted.
   */
  assumed?: string[];
}
/**
 * Steps between two commit boundaries.
 */
export interface PlanSegment {
  /**
   * True: all steps commit together. False: each step runs outside a transaction block.
   */
  transaction: boolean;
  /**
   * In the order they run.
   */
  steps: PlanStep[];
  /**
   * From the end of this segment back to its start, for a plan that stopped half-way.
   */
  undo?: PlanSegment[];
}
