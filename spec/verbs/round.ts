// The whole way on a real server, as people type it: plan, apply, change, plan, apply, in sync, roll back.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Test } from 'uvu';
import * as assert from 'uvu/assert';
import { roles } from '../kit/cases.ts';
import { on } from '../kit/on.ts';
import { server } from '../kit/servers.ts';
import { tidemark, type Ended } from './door.ts';
import { inProject, put } from './place.ts';

export interface Round {
  readonly current: string;
  readonly desired: string;
  readonly seed?: string;
  readonly major: 15 | 18;
}

export const good = (ended: Ended): Ended => {
  assert.is(ended.code, 0, ended.err + ended.out);
  return ended;
};

/** Every hazard code of a plan file, as flags. */
function allow(cwd: string, ...plans: string[]): string[] {
  const texts = plans.map((p) => readFileSync(join(cwd, 'plans/a', `${p}.plan.yaml`), 'utf8'));
  const codes = texts.flatMap((t) => [...t.matchAll(/- code: ([A-Z_]+)/g)].map((m) => m[1]!));
  return [...new Set(codes)].flatMap((code) => ['--allow', code]);
}

export function round(test: Test, name: string, { current, desired, seed, major }: Round): void {
  test(`${name}, on ${major}`, async () => {
    const db = await (await server(major)).database();
    await on(db.superUrl, ...roles.map((r) => `DO $$ BEGIN CREATE ROLE ${r}; EXCEPTION WHEN duplicate_object THEN NULL; END $$`));
    await inProject({ 'schema/a.sql': current, 'tidemark.config.json': JSON.stringify({ postgres: `>=${major}`, target: db.url }) }, async (cwd) => {
      const equal = async (to: string): Promise<void> => void good(await tidemark(cwd, ['diff', '--from', db.url, '--to', to]));
      good(await tidemark(cwd, ['plan', '--name', 'one']));
      good(await tidemark(cwd, ['apply', ...allow(cwd, '0001-one')]));
      if (seed !== undefined) await on(db.url, seed);
      put(cwd, { 'schema/a.sql': desired });
      good(await tidemark(cwd, ['plan', '--name', 'two']));
      const accepted = allow(cwd, '0001-one', '0002-two');
      assert.not.match(readFileSync(join(cwd, 'plans/a/0002-two.plan.yaml'), 'utf8'), 'FAIL_CERTAIN');
      good(await tidemark(cwd, ['apply', ...accepted]));
      assert.match(good(await tidemark(cwd, ['drift'])).out, 'In sync');
      await equal('definitions');
      good(await tidemark(cwd, ['rollback', ...accepted]));
      assert.match(good(await tidemark(cwd, ['drift'])).out, 'In sync');
      put(cwd, { 'schema/a.sql': current });
      await equal('definitions');
      good(await tidemark(cwd, ['rollback', ...accepted]));
      await equal('empty');
    });
    await db.drop();
  });
}
