// What is said and understood without a database: the next command, short names of plans, a directory that is not there yet.
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { TidemarkError } from '../../lib/errors.ts';
import { apply } from '../../lib/run/execute/apply.ts';
import { choose } from '../../lib/run/execute/chosen.ts';
import type { Stored } from '../../lib/run/execute/take-back.ts';
import { damaged } from '../../lib/run/ledger/access.ts';
import { befallen, serverSays } from '../../lib/run/session/server-says.ts';
import { refused as connectionRefused } from '../../lib/run/target/refused.ts';
import { resolveTarget } from '../../lib/run/target/target.ts';
import { at, refused } from './place.ts';
import { step, temp, tx, unsafe, write } from './sample.ts';

test('a new PGlite directory: what apply would do is said, nothing is made; all plans that wait for somebody are named', async () => {
  const p = at(`pglite:${join(temp(), 'db')}`);
  write(p.plansDir, 'a/0001-init', [tx(step('+ table public.a', 'CREATE TABLE public.a ()'))], [tx()]);
  const dry = await apply({ ...p, dryRun: true });
  assert.equal(
    dry.plans.map((q) => q.plan),
    ['a/0001-init'],
  );
  assert.match(dry.warnings.join(), 'apply makes it');
  write(p.plansDir, 'b/0001-init', [tx(unsafe('- table public.b', 'DROP TABLE public.b', 'DATA_DROP_TABLE'))], [tx()]);
  write(p.plansDir, 'c/0001-init', [tx(unsafe('- view public.c', 'DROP VIEW public.c', 'COMPAT_DROP'))], [tx()]);
  const error = await refused('UNSAFE_NOT_ACKNOWLEDGED', apply({ ...p, dryRun: true }));
  assert.is(error.next, 'tidemark ack b/0001-init DATA_DROP_TABLE --reason "…" && tidemark ack c/0001-init COMPAT_DROP --reason "…"');
  assert.is((await apply({ ...p, dryRun: true, to: 'a/0001' })).plans.length, 1);
  await refused('PLAN_UNKNOWN', apply({ ...p, dryRun: true, to: 'd' }));
});

test('rollback understands the beginning of a name, when one plan alone has it', () => {
  const stored = ['a/0001-init', 'a/0002-more', 'a/0003-most'].map(
    (name, n) => ({ row: { id: String(n), name, module: 'a', how: 'run' }, plan: { after: [] } }) as unknown as Stored,
  );
  assert.equal(
    choose(stored, { to: 'a/0002' }).map((s) => s.row.name),
    ['a/0003-most'],
  );
  assert.throws(
    () => choose(stored, { to: 'a/0' }),
    (e: TidemarkError) => e.id === 'PLAN_UNKNOWN' && e.message.includes('several'),
  );
});

test('whatever language a server speaks, no value of a row is told, and its ledger is known for it', () => {
  const says = (code: string, message: string, sql?: string): string => serverSays(Object.assign(new Error(message), { code }), sql);
  for (const message of [
    'invalid input syntax for type integer: "can"ary"',
    'ungültige Eingabesyntax für Typ integer: »can«ary«',
    'syntaxe en entrée invalide pour le type integer : « canary »',
    '"integer"型の入力構文が不正です: "canary"',
    'la sintaxis de entrada no es válida para tipo integer: «canary»',
  ])
    assert.not.match(says('22P02', message), /can|ary/, message);
  assert.match(says('22P02', 'ungültige Eingabesyntax für Typ integer: »x«'), /^ungültige Eingabesyntax für Typ integer: »…« \(SQLSTATE 22P02\)$/);
  for (const message of ['relation "canary" does not exist', 'Relation »canary« existiert nicht', 'la relation « canary » n’existe pas']) {
    assert.not.match(says('42P01', message, 'SELECT x::regclass FROM t'), 'canary');
    assert.match(says('42P01', message, 'SELECT FROM canary'), 'canary');
  }
  const lost = (code: string, message: string): unknown => damaged(Object.assign(new Error(message), { code }))?.id;
  for (const message of [
    'relation "tidemark.plans" does not exist',
    'Relation »tidemark.plans« existiert nicht',
    'la relation « tidemark.plans » n’existe pas',
  ])
    assert.is(lost('42P01', message), 'LEDGER_DAMAGED');
  assert.is(lost('42703', 'Spalte »tool« von Relation »runs« existiert nicht'), 'LEDGER_DAMAGED');
  assert.is(lost('42P01', 'relation "shop.tidemark" does not exist'), undefined);
});

test('what befalls a command from outside is no error of ours, and is told with what it means', () => {
  const id = (code: string | undefined, message: string): unknown => {
    const error = Object.assign(new Error(message), code === undefined ? {} : { code });
    return befallen(error, 'nothing was changed', 'again')?.id;
  };
  assert.is(id('57014', 'canceling statement due to user request'), 'STATEMENT_CANCELLED');
  assert.is(id('57P01', 'terminating connection'), 'CONNECTION_LOST');
  assert.is(id(undefined, 'Connection terminated unexpectedly'), 'CONNECTION_LOST');
  assert.is(id('53100', 'could not extend file'), 'SERVER_FULL');
  assert.is(id('40P01', 'deadlock detected'), 'SERVER_BUSY');
  assert.is(id('42703', 'column "x" does not exist'), undefined);
  assert.is(befallen(new TidemarkError('X', 'closed'), '', ''), undefined);
});

test('who has no connection left, or may not log in, is told by what the server does and not by its words', () => {
  const setting = resolveTarget({ database: 'postgres://me@h/x' }, {}) as Parameters<typeof connectionRefused>[0];
  const told = (code: string, routine: string): string => {
    const { id, message, next } = connectionRefused(setting, Object.assign(new Error('…'), { code, routine }), false);
    return `${id} ${message}; ${next}`;
  };
  assert.match(told('53300', 'InitializeSessionUserId'), /TARGET_FULL .* role "me" has as many as it may; .*ALTER ROLE "me" CONNECTION LIMIT/);
  assert.match(told('53300', 'CheckMyDatabase'), /ALTER DATABASE "x" CONNECTION LIMIT/);
  assert.match(told('53300', 'InitProcess'), /raise max_connections; .* needs two/);
  assert.match(told('28000', 'InitializeSessionUserId'), /TARGET_AUTH role "me" may not log in .* or is not there; .*ALTER ROLE "me" LOGIN/);
  assert.match(told('42501', 'CheckMyDatabase'), /role "me" may not connect to .*GRANT CONNECT ON DATABASE "x" TO "me"/);
  assert.match(told('28000', 'ClientAuthentication'), /TARGET_AUTH .*pg_hba.conf/);
});

test.run();
