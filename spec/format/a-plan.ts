// A plan that uses every field, for the specs of this room.
import type { PlanFile } from '../../lib/format/plan.generated.ts';

/** A seal or fingerprint made of one repeated text. */
export function hash(of: string): string {
  return `sha256:${of.repeat(64).slice(0, 64)}`;
}

export type Body = Omit<PlanFile, 'seal'>;

/** The smallest plan. */
export function small(plan: string, parent?: PlanFile['parent'], sql = 'SELECT 1'): Body {
  return {
    tidemark: 1,
    plan,
    summary: '1 safe, 0 unsafe',
    ...(parent === undefined ? {} : { parent }),
    after: [],
    floor: 15,
    base: hash('1'),
    target: hash('2'),
    proof: { printer: '18.6/catalog-1', engine: 'PGlite 0.5.16', up: true, undo: true, down: true, rows: 0 },
    up: [{ transaction: true, steps: [{ step: '+ schema x', verdict: 'safe', sql }] }],
    down: [],
    expect: {},
  };
}

const drop = {
  code: 'DATA_DROP_COLUMN',
  message: 'the column and its values are destroyed; a rollback brings it back empty',
  remedy: 'stop reading and writing it first, then drop it in a later release',
};

export function full(): Body {
  return {
    ...small('product/0003-add-status', { plan: 'product/0002-add-weight', seal: hash('8c') }),
    summary: '1 safe, 1 unsafe (loses product.legacy) · longest lock ACCESS EXCLUSIVE on product, brief',
    after: [`order/0001-init ${hash('ab')}`, `sales-channel/0012-x ${hash('cd')}`],
    also: ['view public.v'],
    takes: [{ address: 'table public.t', from: 'order' }],
    gives: [{ address: 'function public.f(integer, "a,b")', to: 'sales-channel' }],
    replaces: ['product/0001-init'],
    withheld: [
      {
        step: '- table public.old',
        verdict: 'unsafe',
        hazards: [{ code: 'DATA_DROP_TABLE', message: 'rows: lost' }],
        sql: 'DROP TABLE "public"."old"',
      },
    ],
    proof: {
      printer: '18.6/catalog-1',
      engine: 'PGlite 0.5.16',
      up: true,
      undo: true,
      down: false,
      rows: 'none (nothing fits "t", code: X)',
      assumed: ['compression of table column public.t.c', 'up: "true"'],
    },
    unmodelled: ['text search parser public.p'],
    up: [
      {
        transaction: true,
        steps: [
          {
            step: '+ table column public.product.status',
            verdict: 'safe',
            lock: 'ACCESS EXCLUSIVE',
            makes: ['table column public.product.status'],
            needs: Array.from({ length: 9 }, (_, i) => `table column public.product.column_number_${i}`),
            sql: `ALTER TABLE "public"."product" ADD COLUMN "status" text NOT NULL DEFAULT 'draft'`,
          },
          {
            step: '- table column public.product.legacy',
            verdict: 'unsafe',
            hazards: [drop, { code: 'CLIENT_BREAKS', message: 'true' }],
            acknowledged: [
              { code: 'DATA_DROP_COLUMN', reason: 'unused since 4.2, "really"\nsee code: X, reason: y' },
              { code: 'CLIENT_BREAKS', reason: 'grün' },
            ],
            check: { sql: 'SELECT count(*)\nFROM "public"."product"', message: 'rows: with values', list: 'SELECT 1' },
            alters: ['table public.product'],
            breaks: ['table column public.product.legacy'],
            hand: true,
            sql: 'ALTER TABLE "public"."product"\n    acknowledged: [{ code: X, reason: "no" }]\n\nacknowledged: []\n  DROP COLUMN "legacy"',
          },
        ],
        undo: [
          {
            transaction: true,
            steps: [{ step: '+ x', verdict: 'unsafe', hazards: [drop], sql: 'SELECT 1\r\nFROM x' }],
          },
        ],
      },
      {
        transaction: false,
        steps: [
          {
            step: '+ index "odd\nname"',
            verdict: 'safe',
            timeout: 'build',
            probe: { sql: "SELECT 'done'", repair: 'DROP INDEX x' },
            sql: '  SELECT 1',
          },
        ],
      },
    ],
    down: [{ transaction: true, steps: [] }],
    expect: {
      'table column public.product.status': {
        type: 'text',
        notNull: true,
        n: null,
        list: [1, { b: 2, a: 'é' }],
        none: {},
        f: 1.5,
      },
      'table public.product': {},
    },
    absent: ['table column public.product.legacy'],
  };
}
