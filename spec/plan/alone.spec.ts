// Planning some modules without the others: when that is enough, and that it plans the same.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Definitions } from '../../lib/desired/authored.ts';
import type { PlanFile } from '../../lib/format/plan.generated.ts';
import { alone } from '../../lib/plan/chains/alone.ts';
import { plan } from '../../lib/verbs/plan.ts';
import { inProject, put } from '../verbs/place.ts';

const test = suite('planning some modules alone');

/** "b/0001: a" waits for a plan of a. */
function planned(said: string, ...steps: readonly (readonly [step: string, sql: string, hand?: true])[]): PlanFile {
  const [name, after] = said.split(': ');
  return {
    plan: name!,
    after: after === undefined ? [] : after.split(' ').map((m) => `${m}/0001-init sha256:0`),
    up: [{ transaction: true, steps: steps.map(([step, sql, hand]) => ({ step, sql, verdict: 'safe', ...(hand && { hand }) })) }],
  } as unknown as PlanFile;
}

const table = (name: string): readonly [string, string] => [`+ table public.${name}`, `CREATE TABLE "public"."${name}" ("id" text)`];
const defined = (modules: string, sql = ''): Definitions => ({
  modules: modules.split(' '),
  statements: [{ module: modules.split(' ')[0]!, file: 'f', line: 1, sql }],
  renames: [],
  using: [],
  extensions: [],
  roles: [],
});
const chain = [
  planned('a/0001-init', table('a')),
  planned('b/0001-init: a', table('b')),
  planned('c/0001-init', table('c')),
  planned('d/0001-init: b', table('d')),
];
const enough = (plans: readonly PlanFile[], definitions: Definitions, ...modules: string[]): string | undefined => {
  const found = alone(plans, definitions, modules);
  return (
    found &&
    [...found.modules]
      .filter((m) => m !== 'shared')
      .sort()
      .join(' ')
  );
};

test('what leans on the modules, and what those need; everything is no less than everything', () => {
  const all = defined('a b c d links');
  assert.is(enough(chain, all, 'links'), 'links');
  assert.is(enough(chain, all, 'd'), 'a b d');
  assert.is(enough(chain, all, 'a'), 'a b d');
  assert.is(enough(chain, all, 'c', 'links'), 'c links');
  assert.is(enough(chain, defined('a b d'), 'a', 'c'), undefined);
});

test('what reaches where nobody names it: everything has to be there', () => {
  const with_ = (...step: readonly [string, string, true?]): PlanFile[] => [...chain, planned('e/0001-init', step)];
  assert.is(enough(with_('+ default acl postgres(r)', 'ALTER DEFAULT PRIVILEGES …'), defined('links e'), 'links'), undefined);
  assert.is(enough(with_('+ event trigger t', 'CREATE EVENT TRIGGER …'), defined('links e'), 'links'), undefined);
  assert.is(enough(with_('fill it', 'SELECT 1', true), defined('links e'), 'links'), undefined);
  const routine = with_('+ function public.now_utc()', 'CREATE FUNCTION …');
  assert.is(enough(routine, defined('links e', 'CREATE TABLE l (at text)'), 'links'), 'links');
  assert.is(enough(routine, defined('links e', 'CREATE TABLE l (at text DEFAULT now_utc())'), 'links'), undefined);
});

const project = {
  'tidemark.config.json': JSON.stringify({ project: 'alone' }),
  'schema/a/a.sql': 'CREATE TABLE a (id text PRIMARY KEY, n int);\n',
  'schema/b/b.sql': 'CREATE VIEW b AS SELECT id FROM a;\n',
  'schema/c/c.sql': 'CREATE TABLE c (id text PRIMARY KEY);\nCREATE INDEX c_lower ON c (lower(id));\n',
};

test('the plan is the same, byte for byte; a name of another module, a takeover by one, and what it lacks are told as ever', () =>
  inProject(project, async (cwd) => {
    await plan({ cwd });
    put(cwd, { 'schema/c/c.sql': 'CREATE TABLE c (id text PRIMARY KEY, at timestamptz);\nCREATE INDEX c_upper ON c (upper(id));\n' });
    const [some, all] = [await plan({ cwd, modules: ['c'], dryRun: true }), await plan({ cwd, dryRun: true })];
    assert.is(some.plans.length, 1);
    assert.equal(some.plans, all.plans);

    const refused = async (id: RegExp): Promise<void> => {
      const error = await plan({ cwd, modules: ['c'], dryRun: true }).then(
        () => undefined,
        (e: Error & { id: string }) => `${e.id} ${e.message}`,
      );
      assert.match(error ?? 'planned', id);
    };
    put(cwd, { 'schema/c/c.sql': 'CREATE TABLE c (id text PRIMARY KEY);\nCREATE TABLE a_pkey (other text);\n' });
    await refused(/"a_pkey" already exists/);
    put(cwd, { 'schema/c/c.sql': '', 'schema/d/d.sql': 'CREATE TABLE c (id text PRIMARY KEY);\nCREATE INDEX c_lower ON c (lower(id));\n' });
    await refused(/^SUBSET_INCOMPLETE .*moves from module c to d/);
  }));

test.run();
