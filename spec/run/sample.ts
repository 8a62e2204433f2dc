// Plan files for specs of the executor, written by hand through the writer: no planner, no shadow.
import { mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writePlanFile } from '../../lib/format/plans-edit.ts';
import type { PlanFile, PlanSegment, PlanStep } from '../../lib/format/plan.generated.ts';

export function temp(prefix = 'tm-run-'): string {
  return mkdtempSync(join(realpathSync(tmpdir()), prefix));
}

export function step(does: string, sql: string, more: Partial<PlanStep> = {}): PlanStep {
  return { step: does, verdict: 'safe', ...more, sql };
}

export function unsafe(does: string, sql: string, code: string, more: Partial<PlanStep> = {}): PlanStep {
  return step(does, sql, { verdict: 'unsafe', hazards: [{ code, message: 'values are lost', remedy: 'keep them' }], ...more });
}

export function tx(...steps: PlanStep[]): PlanSegment {
  return { transaction: true, steps };
}

export function alone(one: PlanStep, undo?: PlanSegment[]): PlanSegment {
  return { transaction: false, steps: [one], ...(undo === undefined ? {} : { undo }) };
}

const nothing = `sha256:${'0'.repeat(64)}`;

/** Appends a plan to its module's chain; the parent is worked out. */
export function write(
  dir: string,
  plan: string,
  up: PlanSegment[],
  down: PlanSegment[],
  more: Partial<PlanFile> = {},
  parent?: { plan: string; seal: string },
): { plan: string; seal: string; file: string } {
  const { file, seal } = writePlanFile(dir, {
    tidemark: 1,
    plan,
    summary: 'for a spec',
    ...(parent === undefined ? {} : { parent: { plan: parent.plan, seal: parent.seal } }),
    after: [],
    floor: 13,
    base: nothing,
    target: nothing,
    proof: { printer: '18.6/catalog-1', engine: 'PGlite 0.5.16', up: true, undo: true, down: true, rows: 0 },
    up,
    down,
    expect: {},
    ...more,
  });
  return { plan, seal, file };
}

/** CREATE INDEX CONCURRENTLY with its probe and repair. */
export function concurrentIndex(name: string, on: string): PlanStep {
  return step(`+ index public.${name}`, `CREATE INDEX CONCURRENTLY "${name}" ON ${on}`, {
    timeout: 'build',
    makes: [`index public.${name}`],
    probe: {
      sql: `SELECT CASE WHEN i.indexrelid IS NULL THEN 'todo' WHEN i.indisvalid AND i.indisready THEN 'done' ELSE 'broken' END
        FROM (SELECT 1) one LEFT JOIN (pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid AND c.relname = '${name}'
          JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public') ON true`,
      repair: `DROP INDEX IF EXISTS public."${name}"`,
    },
  });
}

/** Two modules, three plans: a table, a column and an index built online, and a table of another module that needs it. */
export function shop(dir: string): {
  init: { plan: string; seal: string; file: string };
  status: { plan: string; seal: string; file: string };
  order: { plan: string; seal: string; file: string };
} {
  const init = write(
    dir,
    'product/0001-init',
    [
      tx(
        step('+ table public.product', 'CREATE TABLE "public"."product" ("id" int PRIMARY KEY, "title" text NOT NULL)', {
          makes: ['table public.product', 'table column public.product.id', 'table column public.product.title'],
        }),
      ),
    ],
    [
      tx(
        unsafe('- table public.product', 'DROP TABLE "public"."product"', 'DATA_DROP_TABLE', {
          breaks: ['table public.product'],
          acknowledged: [{ code: 'DATA_DROP_TABLE', reason: 'spec' }],
        }),
      ),
    ],
    { expect: { 'table column public.product.title': {} } },
  );
  const status = write(
    dir,
    'product/0002-status',
    [
      {
        ...tx(
          step('+ table column public.product.status', `ALTER TABLE "public"."product" ADD COLUMN "status" text NOT NULL DEFAULT 'draft'`, {
            makes: ['table column public.product.status'],
            needs: ['table public.product'],
          }),
        ),
        undo: [
          tx(
            step('- table column public.product.status', 'ALTER TABLE "public"."product" DROP COLUMN "status"', {
              breaks: ['table column public.product.status'],
            }),
          ),
        ],
      },
      alone(concurrentIndex('product_status', '"public"."product" ("status")'), [
        alone(step('- index public.product_status', 'DROP INDEX CONCURRENTLY "public"."product_status"', { breaks: ['index public.product_status'] })),
      ]),
      tx(step('+ table column public.product.note', 'ALTER TABLE "public"."product" ADD COLUMN "note" text', { makes: ['table column public.product.note'] })),
    ],
    [
      {
        ...alone(step('- index public.product_status', 'DROP INDEX CONCURRENTLY "public"."product_status"', { breaks: ['index public.product_status'] })),
        undo: [alone(concurrentIndex('product_status', '"public"."product" ("status")'))],
      },
      tx(
        step('- table column public.product.status', 'ALTER TABLE "public"."product" DROP COLUMN "status"', { breaks: ['table column public.product.status'] }),
        step('- table column public.product.note', 'ALTER TABLE "public"."product" DROP COLUMN "note"', { breaks: ['table column public.product.note'] }),
      ),
    ],
    { absent: ['table public.nothing'] },
    init,
  );
  const order = write(
    dir,
    'order/0001-init',
    [
      tx(
        step('+ table public.order', 'CREATE TABLE "public"."order" ("id" int PRIMARY KEY, "product" int REFERENCES "public"."product" ("id"))', {
          makes: ['table public.order'],
          needs: ['table public.product'],
        }),
      ),
    ],
    [tx(step('- table public.order', 'DROP TABLE "public"."order"', { breaks: ['table public.order'] }))],
    { after: [`${init.plan} ${init.seal}`] },
  );
  return { init, status, order };
}
