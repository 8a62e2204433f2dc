// Index builds that fail on a server: cancelled, cut off, or met by rows that came while they ran. What they leave behind is
// recognised, dropped and built again, and no query is ever without the index that is being replaced.
import pg from 'pg';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { apply } from '../../lib/verbs/apply.ts';
import { plan } from '../../lib/verbs/plan.ts';
import { status } from '../../lib/verbs/status.ts';
import { withDatabase } from '../kit/servers.ts';
import { inProject, put, refused } from '../verbs/place.ts';

const test = suite('builds');
const files = (sql: string): { [path: string]: string } => ({ 'schema/shop/a.sql': sql });
const table = (constraints = ''): string => `CREATE TABLE item (id int PRIMARY KEY, n int NOT NULL${constraints});\n`;

interface Site {
  readonly cwd: string;
  readonly database: string;
  readonly sql: (text: string) => Promise<Record<string, unknown>[]>;
  /** A transaction that wrote the table and stays open: concurrent builds wait for it. */
  readonly writer: pg.Client;
  /** The process of the build, once it runs. */
  building(): Promise<number>;
}

/** `first` applied on a server with rows; `second` planned. */
async function onServer(first: string, second: string, work: (site: Site) => Promise<void>): Promise<void> {
  await inProject(files(first), (cwd) =>
    withDatabase(18, async (db) => {
      const [watcher, writer] = [new pg.Client({ connectionString: db.superUrl }), new pg.Client({ connectionString: db.superUrl })];
      await Promise.all([watcher.connect(), writer.connect()]);
      const sql = async (text: string): Promise<Record<string, unknown>[]> => (await watcher.query(text)).rows as Record<string, unknown>[];
      const building = async (): Promise<number> => {
        for (let n = 0; n < 600; n++) {
          const [row] = await sql(
            `SELECT pid FROM pg_stat_activity WHERE query ~ '^CREATE .*INDEX CONCURRENTLY' AND state = 'active' AND wait_event_type = 'Lock'`,
          );
          if (row !== undefined) return row['pid'] as number;
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
        throw new Error('no build was seen in 30 s');
      };
      try {
        await plan({ cwd });
        await apply({ cwd, database: db.url });
        await sql('INSERT INTO public.item SELECT i, i FROM generate_series(1, 100) i');
        put(cwd, files(second));
        await plan({ cwd });
        await work({ cwd, database: db.url, sql, writer, building });
      } finally {
        await Promise.all([watcher.end(), writer.end()]);
      }
    }),
  );
}

const indexes = `SELECT c.relname AS name, x.indisvalid AS valid, pg_get_indexdef(x.indexrelid) ~ 'DESC' AS new
  FROM pg_index x JOIN pg_class c ON c.oid = x.indexrelid WHERE x.indrelid = 'public.item'::regclass AND NOT x.indisprimary ORDER BY 1`;

test('a replaced index: the build is cancelled, then its connection is cut, then it goes through; the old one serves until then', () =>
  onServer(
    `${table()}CREATE INDEX item_n ON item (n);`,
    `${table()}CREATE INDEX item_n ON item (n DESC);`,
    async ({ cwd, database, sql, writer, building }) => {
      const served: boolean[] = [];
      let over = false;
      const watch = (async () => {
        for (; !over; await new Promise((resolve) => setTimeout(resolve, 20))) served.push(((await sql(indexes)) as { valid: boolean }[]).some((i) => i.valid));
      })();

      await writer.query('BEGIN; INSERT INTO public.item VALUES (1001, 1001)');
      const cancelled = refused(() => apply({ cwd, database }));
      await sql(`SELECT pg_cancel_backend(${await building()})`);
      await writer.query('COMMIT');
      assert.is((await cancelled).id, 'STEP_FAILED');
      assert.equal(await sql(indexes), [{ name: 'item_n', valid: true, new: false }]);

      await writer.query('BEGIN; INSERT INTO public.item VALUES (1002, 1002)');
      const cut = refused(() => apply({ cwd, database }));
      await sql(`SELECT pg_terminate_backend(${await building()})`);
      assert.is((await cut).exit, 1);
      await writer.query('COMMIT');
      assert.equal(
        (await sql(indexes)).map((i) => [i['valid'], i['new']]),
        [
          [true, false],
          [false, true],
        ],
        'this is what a build leaves that is cut off',
      );
      assert.is((await status({ cwd, database })).half[0]!.open!.found, 'broken');

      assert.is((await apply({ cwd, database })).plans[0]!.resumed, true);
      assert.equal(await sql(indexes), [{ name: 'item_n', valid: true, new: true }]);
      over = true;
      await watch;
      assert.ok(served.length > 10 && served.every(Boolean), `${served.filter((s) => !s).length} of ${served.length} times there was no valid index on n`);
    },
  ));

test('a unique constraint: rows that came while it was built are told, nothing is left behind, and the next apply builds it', () =>
  onServer(table(), table(', CONSTRAINT item_n_key UNIQUE (n)'), async ({ cwd, database, sql, writer, building }) => {
    await writer.query('BEGIN; INSERT INTO public.item VALUES (1001, 7)');
    const violated = refused(() => apply({ cwd, database }));
    await building();
    await writer.query('COMMIT');
    const error = await violated;
    assert.is(error.id, 'STEP_FAILED');
    assert.not.match(error.message, /\(7\)/);
    assert.equal(await sql(indexes), []);
    assert.is((await refused(() => apply({ cwd, database }))).id, 'CHECK_FAILED', 'the rows that are there by now are counted first');
    await sql('DELETE FROM public.item WHERE id = 1001');
    await apply({ cwd, database });
    assert.equal(await sql(indexes), [{ name: 'item_n_key', valid: true, new: false }]);
    assert.equal(await sql(`SELECT contype FROM pg_constraint WHERE conname = 'item_n_key'`), [{ contype: 'u' }]);
  }));

test.run();
