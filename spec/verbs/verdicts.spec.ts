// What a project makes of verdicts: overrides per code, and tables that a database says are small.
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { connect } from '../../lib/run/target/connect.ts';
import { resolveTarget } from '../../lib/run/target/target.ts';
import { tidemark } from './door.ts';
import { inProject, put } from './place.ts';

const definition = (more: string): string => `CREATE TABLE few (id int PRIMARY KEY, a int${more});\nCREATE TABLE many (id int PRIMARY KEY, a int${more});\n`;
const config = (more: object): string => JSON.stringify({ verdicts: { COMPAT_NULLABLE: 'warn', SEC_GRANT: 'safe' }, ...more });

test('verdicts per code hold for lint, and are said aloud where the project wants that', async () => {
  await inProject({ 'tidemark.config.json': config({}), 'a.sql': 'ALTER TABLE t ALTER a DROP NOT NULL;\nGRANT SELECT ON t TO x;\n' }, async (cwd) => {
    const text = await tidemark(cwd, ['lint', 'a.sql']);
    assert.is(text.code, 0, text.err);
    assert.match(text.out, /COMPAT_NULLABLE/);
    assert.not.match(text.out, /SEC_GRANT/);
    assert.match((await tidemark(cwd, ['lint', 'a.sql', '--format', 'github'])).out, /^::warning .*COMPAT_NULLABLE/m);
    put(cwd, { 'dump.sql': '\\\\restrict x\nSELECT 1;\n' });
    const dump = await tidemark(cwd, ['lint', 'dump.sql']);
    assert.is(dump.code, 1);
    assert.match(dump.err, /SQL_PSQL[^]*next: tidemark lint --dump dump\.sql/);
    assert.is((await tidemark(cwd, ['lint', '--dump', 'dump.sql'])).code, 0);
    put(cwd, { 'tidemark.config.json': '{ "verdicts": { "COMPAT_NULABLE": "safe" } }' });
    const refused = await tidemark(cwd, ['lint', 'a.sql']);
    assert.is(refused.code, 64);
    assert.match(refused.err, /CONFIG_CODE_UNKNOWN.*\n.*write COMPAT_NULLABLE/s);
  });
});

const rows = [
  'INSERT INTO public.few SELECT i, i FROM generate_series(1, 10) i',
  'INSERT INTO public.many SELECT i, i FROM generate_series(1, 1000) i',
  'ANALYZE',
];

async function run(database: string, statements: readonly string[]): Promise<void> {
  const target = await connect(resolveTarget({ database }, process.env, {}), { write: true });
  for (const sql of statements) await target.session.run(sql);
  await target.close();
}

test('a lock on a table that the database says is small is no hazard, for lint, plan, prove and apply', async () => {
  const files = {
    'tidemark.config.json': config({ safeBelow: { rows: 100, bytes: '1 MB' } }),
    'schema/a/a.sql': definition(''),
    'index.sql': 'CREATE INDEX i ON few (a);\nCREATE INDEX j ON many (a);\n',
  };
  await inProject(files, async (cwd) => {
    const database = `pglite:${join(cwd, 'db')}`;
    await run(database, ['CREATE TABLE public.few (id int PRIMARY KEY, a int)', 'CREATE TABLE public.many (id int PRIMARY KEY, a int)', ...rows]);
    const { statements } = JSON.parse((await tidemark(cwd, ['lint', 'index.sql', '--from', database, '--json'])).out);
    assert.equal(
      statements.map((s: { verdict: string }) => s.verdict),
      ['safe', 'unsafe'],
    );
    assert.is((await tidemark(cwd, ['plan'])).code, 0);
    put(cwd, { 'schema/a/a.sql': definition(', b uuid DEFAULT gen_random_uuid()') });
    const verdicts = async (argv: string[]): Promise<string[]> => {
      const { plans } = JSON.parse((await tidemark(cwd, ['plan', '--dry-run', '--json', ...argv])).out);
      return plans[0].content.up.flatMap((s: { steps: { step: string; verdict: string }[] }) => s.steps.map((x) => `${x.step.split('.')[1]} ${x.verdict}`));
    };
    assert.equal((await verdicts([])).sort(), ['few unsafe', 'many unsafe']);
    assert.equal((await verdicts(['--database', database])).sort(), ['few safe', 'many unsafe']);

    // planned without a database, judged again by one, and met by apply on it
    const target2 = `pglite:${join(cwd, 'db2')}`;
    assert.is((await tidemark(cwd, ['apply', '--to', 'a/0001-init', '--database', target2])).code, 0);
    await run(target2, rows);
    assert.is((await tidemark(cwd, ['plan', '--name', 'uuid'])).code, 0);
    const waits = async (argv: string[]): Promise<string> => /nobody accepted: .*/.exec((await tidemark(cwd, argv)).err)?.[0] ?? 'nothing waits';
    assert.is(await waits(['apply', '--dry-run', '--database', target2]), 'nobody accepted: LOCK_REWRITE; nothing was changed');
    const refused = await tidemark(cwd, ['apply', '--json', '--database', target2]);
    assert.is(refused.code, 3);
    assert.equal(
      JSON.parse(refused.out).error.details.map((d: string) => /public\.\w+/.exec(d)![0]),
      ['public.many'],
    );
    await run(target2, ['DELETE FROM public.many WHERE id > 10', 'VACUUM ANALYZE public.many']);
    const settled = await tidemark(cwd, ['apply', '--database', target2]);
    assert.is(settled.code, 0, settled.err);
    assert.match(settled.err, /LOCK_REWRITE of "\+ table column public\.few\.b" is settled by the size of its table here/);
    const proved = JSON.parse((await tidemark(cwd, ['prove', 'a/0002-uuid', '--json', '--database', target2])).out) as { pending: string[] };
    assert.equal(proved.pending, []);
    put(cwd, { 'tidemark.config.json': '{}' });
    assert.is((await tidemark(cwd, ['plan', '--dry-run', '--database', database])).code, 64);
  });
});

test.run();
