// Owns building the ledger: the package's own plans, each in one transaction with its row, before the run that needs them.
import { setTimeout as sleep } from 'node:timers/promises';
import { TidemarkError } from '../../errors.ts';
import { ident } from '../../sql/quote.ts';
import { readPlans, type StoredPlan } from '../../format/plans-folder.ts';
import { hasLedger, newerLedger } from './ledger.ts';
import { kept } from './kept-text.ts';
import { identify } from './identity.ts';
import { anew, whoAndWhere } from './access.ts';
import { lockKey } from './lock.ts';
import { ownPlansDir } from './package.ts';
import { befallen, serverSays } from '../session/server-says.ts';
import type { ServerError, Session } from '../session/session.ts';

const PROJECT = 'tidemark';

/** Brings the ledger up to this version. Safe to run by many at once. Throws LEDGER_NEWER, LEDGER_REFUSED. */
export async function upgradeLedger(session: Session): Promise<void> {
  const [own] = await readPlans(ownPlansDir(), { modules: ['tidemark'] });
  if (own === undefined) throw new Error('the package lacks the plans of its ledger');
  for (;;) {
    const next = missing(own.plans, await applied(session));
    if (next === undefined) return;
    await apply(session, next, own.plans);
  }
}

/** Is there anything to do? */
export async function isCurrent(session: Session): Promise<boolean> {
  const [own] = await readPlans(ownPlansDir(), { modules: ['tidemark'] });
  return missing(own?.plans ?? [], await applied(session)) === undefined;
}

async function applied(session: Session): Promise<{ name: string; seal: string }[]> {
  if (!(await hasLedger(session))) return [];
  return session.rows('SELECT name, seal FROM tidemark.plans WHERE project = $1 ORDER BY id', [PROJECT]);
}

function missing(plans: readonly StoredPlan[], rows: readonly { name: string; seal: string }[]): StoredPlan | undefined {
  const strange = rows.find((r, n) => plans[n]?.seal !== r.seal);
  if (strange !== undefined) throw newerLedger(`it has ${strange.name}`);
  return plans[rows.length];
}

async function apply(session: Session, stored: StoredPlan, all: readonly StoredPlan[]): Promise<void> {
  const plan = stored.content();
  await session.run('BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE');
  try {
    const [lock] = await session.rows<{ got: boolean }>('SELECT pg_catalog.pg_try_advisory_xact_lock($1, $2) AS got', [0x7469_6465, lockKey(PROJECT)]);
    // Somebody else is at it, or has just been: look again.
    if (!lock!.got || missing(all, await applied(session)) !== stored) {
      await session.run('ROLLBACK');
      await sleep(50 + Math.random() * 100);
      return;
    }
    for (const step of plan.up.flatMap((s) => s.steps)) await session.run(step.sql);
    await session.rows(
      `INSERT INTO tidemark.plans (project, module, name, seal, parent, body, state, done, captured, applied_at) VALUES ($1, $1, $2, $3, $4, $5, 'applied', $6, true, pg_catalog.now())`,
      [PROJECT, stored.plan, stored.seal, plan.parent?.seal ?? null, await kept(session, stored.text), plan.up.length],
    );
    await identify(session);
    await session.run('COMMIT');
  } catch (error) {
    await session.run('ROLLBACK').catch(() => undefined); // the first error is the one to tell
    if (error instanceof TidemarkError || befallen(error, '', '') !== undefined) throw error;
    const { code } = error as ServerError;
    const { role, database } = await whoAndWhere(session);
    if (['42P06', '42P07', '42710'].includes(code ?? ''))
      throw new TidemarkError('LEDGER_DAMAGED', `schema tidemark in database ${database} is no ledger, or no longer: ${serverSays(error)}`, {
        exit: 3,
        cause: error,
        next: `rename it where it is not tidemark's; else ${anew}`,
      });
    const grant = `run as its owner: GRANT CREATE ON DATABASE ${ident(database)} TO ${ident(role)}`;
    const next = code === '42501' ? grant : 'correct what the server says and try again';
    throw new TidemarkError('LEDGER_REFUSED', `role ${role} cannot make the ledger in database ${database}: ${serverSays(error)}`, { cause: error, next });
  }
}
