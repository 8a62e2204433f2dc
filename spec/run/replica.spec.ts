// A replica is read like its primary, says nothing of a run that it cannot know, and goes on as the target once it is promoted.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { apply } from '../../lib/run/execute/apply.ts';
import { drift } from '../../lib/run/execute/drift.ts';
import { status } from '../../lib/run/execute/status.ts';
import { replicaOf, server } from '../kit/servers.ts';
import { at, refused } from './place.ts';
import { shop } from './sample.ts';

const test = suite('replica');

test('while its primary is at work, after that, and promoted', async () => {
  const primary = await server(18, { own: true });
  const db = await primary.database();
  const p = at(db.superUrl);
  shop(p.plansDir);
  await apply({ ...p, to: 'order/0001-init' });
  const replica = await replicaOf(primary);
  const r = { ...at(db.superUrl.replace(`:${primary.port}/`, `:${replica.port}/`)), plansDir: p.plansDir };
  const caughtUp = async (): Promise<void> => {
    const [{ lsn }] = (await p.sql('SELECT pg_current_wal_lsn()::text AS lsn')) as [{ lsn: string }];
    while (!(await r.sql(`SELECT pg_last_wal_replay_lsn() >= '${lsn}' AS there`))[0]!['there']);
  };
  // What a run that is at work, or one that died, looks like from there.
  await p.sql(`UPDATE tidemark.runs SET state = 'running' WHERE id = (SELECT max(id) FROM tidemark.runs)`);
  await caughtUp();
  const seen = await drift(r);
  assert.equal([seen.outcome, seen.warnings.length], ['apply in progress', 1]);
  assert.match((await status(r)).next!, 'ask the primary');
  assert.is((await drift(p)).outcome, 'run died');
  await apply(p);
  await caughtUp();
  assert.is((await drift(r)).outcome, 'in sync');
  assert.match((await refused('TARGET_READ_ONLY', apply(r))).next!, 'primary');
  await primary.stop();
  await r.sql('SELECT pg_promote()');
  assert.is((await apply(r)).outcome, 'nothing to do');
  assert.is((await drift(r)).outcome, 'in sync');
  await replica.stop();
});

test.run();
