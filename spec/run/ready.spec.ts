// What is known before the first write: rights, room for locks, whose ledger this is.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { apply } from '../../lib/run/execute/apply.ts';
import { drift } from '../../lib/run/execute/drift.ts';
import { rollback } from '../../lib/run/execute/rollback.ts';
import { status } from '../../lib/run/execute/status.ts';
import { server } from '../kit/servers.ts';
import { at, majors, place, refused } from './place.ts';
import { step, temp, tx, write } from './sample.ts';

for (const major of majors.slice(-1)) {
  const test = suite(`before the first write, PostgreSQL ${major}`);

  test('rights that are missing are named with what grants them, and nothing is written', async () => {
    const p = await place(major);
    const s = await server(major);
    const superuser = at(p.database.replace('//keeper@', '//postgres@'));
    await superuser.sql('CREATE SCHEMA theirs', 'CREATE TABLE theirs.t (x int)');
    write(
      p.plansDir,
      'a/0001-init',
      [
        tx(
          step('~ table theirs.t', 'ALTER TABLE theirs.t ADD y int', { makes: ['table column theirs.t.y'], alters: ['table theirs.t'] }),
          step('+ table theirs.u', 'CREATE TABLE theirs.u ()', { makes: ['table theirs.u'] }),
        ),
      ],
      [tx()],
    );
    const error = await refused('RIGHTS_MISSING', apply(p));
    assert.equal(error.options.details, ['theirs.t belongs to postgres', 'schema theirs takes nothing new from it']);
    assert.match(error.next ?? '', 'GRANT USAGE, CREATE ON SCHEMA "theirs" TO "keeper"');
    assert.equal(await p.sql(`SELECT to_regclass('tidemark.runs') IS NULL AS none`), [{ none: true }]);
    assert.is(s.major, major);
    await superuser.sql('DROP SCHEMA theirs CASCADE');
  });

  test('compression that the server was built without is named with its step, and nothing is written', async () => {
    const p = await place(major);
    const [has] = await p.sql(`SELECT 'lz4' = ANY (enumvals) AS lz4 FROM pg_settings WHERE name = 'default_toast_compression'`);
    if (has!['lz4'] === true) return console.log(`skipped: this PostgreSQL ${major} has lz4`);
    const set = step('~ table column public.t.x: compression', 'ALTER TABLE ONLY "public"."t" ALTER COLUMN "x" SET COMPRESSION lz4', {
      alters: ['table column public.t.x'],
    });
    write(p.plansDir, 'a/0001-init', [tx(step('+ table public.t', 'CREATE TABLE public.t (x text)', { makes: ['table public.t'] }), set)], [tx()]);
    const error = await refused('COMPRESSION_MISSING', apply(p));
    assert.match(error.message, '"~ table column public.t.x: compression" asks for');
    assert.equal(await p.sql(`SELECT to_regclass('public.t') IS NULL AS none`), [{ none: true }]);
  });

  test('tablespaces that the server lacks, or that the role may not use, are named, and nothing is written', async () => {
    const p = await place(major);
    const table = (name: string, space: string) =>
      step(`+ table public.${name}`, `CREATE TABLE public.${name} (x int) TABLESPACE ${space}`, { makes: [`table public.${name}`] });
    write(p.plansDir, 'a/0001-init', [tx(table('t', 'pg_default'), table('u', '"No where"'))], [tx()]);
    const missing = await refused('TABLESPACE_MISSING', apply(p));
    assert.match(missing.message, 'does not have: No where; nothing was changed');
    assert.match(missing.next ?? '', 'CREATE TABLESPACE "No where"');
    const q = await place(major);
    write(q.plansDir, 'a/0001-init', [tx(table('t', 'pg_global'))], [tx()]);
    assert.match((await refused('TABLESPACE_DENIED', apply(q))).next ?? '', 'GRANT CREATE ON TABLESPACE "pg_global" TO');
    assert.equal(await p.sql(`SELECT to_regnamespace('tidemark') IS NULL AS none`), [{ none: true }]);
  });

  test('collations that the server lacks are named, and nothing is written', async () => {
    const p = await place(major);
    const table = (name: string, collation: string) =>
      step(`+ table public.${name}`, `CREATE TABLE public.${name} (x text COLLATE ${collation})`, { makes: [`table public.${name}`] });
    const index = step('+ index public.i', `CREATE INDEX i ON public.t (x COLLATE "xx_XX")`, { makes: ['index public.i'] });
    write(p.plansDir, 'a/0001-init', [tx(table('t', 'pg_catalog."C"'), table('u', '"pg_catalog"."xy-x-icu"'), index)], [tx()]);
    const missing = await refused('COLLATION_MISSING', apply(p));
    assert.match(missing.message, 'does not have: xx_XX, xy-x-icu; nothing was changed');
    assert.match(missing.next ?? '', 'pg_import_system_collations');
    assert.equal(await p.sql(`SELECT to_regnamespace('tidemark') IS NULL AS none`), [{ none: true }]);
  });

  test('more relations in one transaction than the lock table holds are refused, with the setting', async () => {
    const small = await server(major, { settings: { max_locks_per_transaction: '10', max_connections: '20' } });
    const db = await small.database();
    const p = { ...at(db.url), plansDir: `${temp()}/plans` };
    const many = Array.from({ length: 600 }, (_, n) =>
      step(`+ table public.t${n}`, `CREATE TABLE public.t${n} (id int PRIMARY KEY)`, { makes: [`table public.t${n}`] }),
    );
    write(p.plansDir, 'a/0001-init', [tx(...many)], [tx()]);
    const error = await refused('LOCK_TABLE_FULL', apply(p));
    assert.match(error.message, 'a/0001-init locks about 600 relations');
    assert.match(error.next ?? '', /max_locks_per_transaction to \d+/);
    assert.equal(await p.sql(`SELECT to_regclass('tidemark.runs') IS NULL AS none`), [{ none: true }]);
    await small.stop();
  });

  test('a database whose encoding lacks characters of a plan keeps it nevertheless, letter by letter', async () => {
    const p = await place(major);
    const name = `${new URL(p.database).pathname.slice(1)}_latin2`;
    await p.sql(`CREATE DATABASE ${name} ENCODING 'LATIN2' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0`);
    const q = { ...at(p.database.replace(/[^/]+$/, name)), plansDir: p.plansDir };
    const making = (n: string, text: string) =>
      write(
        p.plansDir,
        n,
        [tx(step(`+ table public.${n[0]}`, `CREATE TABLE public.${n[0]} (x text DEFAULT '${text}' /* \\u00b7 */)`))],
        [tx(step(`- table public.${n[0]}`, `DROP TABLE public.${n[0]} /* ç */`))],
      );
    making('a/0001-init', 'é');
    await apply(q);
    assert.is((await status(q)).applied.length, 1);
    await rollback(q);
    await apply(q);
    making('b/0001-more', '日');
    const error = await refused('ENCODING_LACKS', apply(q));
    assert.match(error.message, 'a character that the encoding of this database does not have (SQLSTATE 22P05)');
    assert.is((await status(q)).applied.length, 1);
    await p.sql(`DROP DATABASE ${name}`);
  });

  test('a name that a database without an encoding cut within a letter is told as such', async () => {
    const p = await place(major);
    const name = `${new URL(p.database).pathname.slice(1)}_ascii`;
    await p.sql(`CREATE DATABASE ${name} ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0`);
    const q = { ...at(p.database.replace(/[^/]+$/, name)), plansDir: p.plansDir };
    await q.sql(`CREATE TABLE public."${'é'.repeat(31)}" (id int PRIMARY KEY)`);
    write(p.plansDir, 'a/0001-init', [tx(step('+ table public.a', 'CREATE TABLE public.a ()'))], [tx()]);
    assert.match((await refused('CATALOG_UNREADABLE', apply(q))).message, 'SQL_ASCII');
    await p.sql(`DROP DATABASE ${name}`);
  });

  test('a ledger that somebody changed by hand is named, and nothing runs', async () => {
    const p = await place(major);
    const made = step('+ table public.a', 'CREATE TABLE public.a ()', { makes: ['table public.a'] });
    write(p.plansDir, 'a/0001-init', [tx(made)], [tx(step('- table public.a', 'DROP TABLE public.a', { breaks: ['table public.a'] }))]);
    await apply(p);
    assert.is((await drift(p)).outcome, 'in sync');
    const lost = write(p.plansDir, 'b/0001-init', [tx()], [tx()]);
    write(p.plansDir, 'b/0002-more', [tx()], [tx()], {}, lost);
    await apply(p);
    await p.sql(`UPDATE tidemark.plans SET state = 'rolled back' WHERE name = 'b/0001-init'`);
    for (const asked of [() => apply(p), () => apply({ ...p, dryRun: true })])
      assert.is((await refused('LEDGER_DAMAGED', asked())).message, 'the ledger has b/0002-more and not b/0001-init, which runs before it');
    await p.sql(`UPDATE tidemark.plans SET state = 'applied', body = body || '#' WHERE name LIKE 'b/%'`);
    assert.match((await refused('LEDGER_DAMAGED', rollback({ ...p, modules: ['b'] }))).next ?? '', 'plans/b/0001-init.plan.yaml');
    for (const bad of ['done = 7', 'done = 0, undone = 2']) {
      await p.sql(`UPDATE tidemark.plans SET state = 'partial', ${bad} WHERE name = 'b/0002-more'`, `UPDATE tidemark.plans SET body = rtrim(body, '#')`);
      await refused('LEDGER_DAMAGED', apply(p));
    }
    await p.sql(`DELETE FROM tidemark.plans WHERE name LIKE 'b/%'`, `UPDATE tidemark.objects SET object = '[]' WHERE address = 'table public.a'`);
    assert.match((await refused('LEDGER_DAMAGED', drift(p))).message, 'the record of table public.a');
    await p.sql('TRUNCATE tidemark.objects');
    assert.match((await refused('LEDGER_DAMAGED', drift(p))).message, 'no record of what they made, table public.a for one');
    await p.sql(`UPDATE tidemark.plans SET body = 'lost' WHERE project = 'shop'`);
    assert.match((await refused('LEDGER_DAMAGED', rollback(p))).next ?? '', 'plans/a/0001-init.plan.yaml');
    await p.sql('DROP TABLE tidemark.objects');
    assert.is((await refused('LEDGER_DAMAGED', apply({ ...p, modules: ['a'], release: true, dryRun: true }))).exit, 3);
    assert.equal(await p.sql(`SELECT to_regclass('public.a') IS NOT NULL AS there`), [{ there: true }]);
  });

  test('a copy is not taken for the database it was copied from, until somebody says so', async () => {
    const p = await place(major);
    // As every server below 14 has it: a plain owner need not know of subscriptions.
    await at(p.database.replace('//keeper@', '//postgres@')).sql('REVOKE SELECT (oid, subsynccommit) ON pg_catalog.pg_subscription FROM PUBLIC');
    write(
      p.plansDir,
      'a/0001-init',
      [tx(step('+ table public.a', 'CREATE TABLE public.a (x int)', { makes: ['table public.a', 'table column public.a.x'] }))],
      [tx(step('- table public.a', 'DROP TABLE public.a', { breaks: ['table public.a'] }))],
    );
    await apply(p);
    const copy = await (await server(major)).database({ template: new URL(p.database).pathname.slice(1) });
    const q = { ...at(copy.url), plansDir: p.plansDir };
    assert.match((await status(q)).warnings.join(), 'a copy or a restored backup');
    for (const verb of [apply, rollback]) {
      const no = await refused('TARGET_COPY', verb(q));
      assert.is(no.exit, 3);
      assert.match(no.next!, verb === apply ? 'tidemark apply --accept-copy' : 'the same command, with --accept-copy');
    }
    write(
      p.plansDir,
      'b/0001-init',
      [tx(step('+ view public.b', 'CREATE VIEW public.b AS SELECT 1 AS one', { makes: ['view public.b'] }))],
      [tx(step('- view public.b', 'DROP VIEW public.b', { breaks: ['view public.b'] }))],
    );
    assert.is((await status(q)).next, 'tidemark apply --accept-copy');
    assert.match((await apply({ ...q, dryRun: true })).warnings.join(), '--accept-copy');
    await rollback({ ...q, acceptCopy: true });
    await apply(q);
    assert.equal((await status(q)).warnings, []);
    await apply(p);

    const renamed = await refused('LEDGER_LOST', drift({ ...q, project: 'store' }));
    assert.match(renamed.message, 'plans of shop and none of project "store", and table public.a, which a/0001-init makes, is there');
    await q.sql('DROP SCHEMA tidemark CASCADE');
    assert.is((await refused('LEDGER_LOST', drift(q))).exit, 3);
    assert.match((await status(q)).next!, 'tidemark baseline');
    await q.sql('DROP TABLE public.a', 'DROP VIEW public.b');
    assert.is((await drift(q)).outcome, 'nothing applied');
    assert.is((await status(q)).next, 'tidemark apply');
  });

  test.run();
}
