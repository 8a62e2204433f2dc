// Owns letting drift be until a day: written into the target's ledger, for exactly the difference that was there.
import { compare, type CompareOptions, type Drifted } from './compare.ts';
import { EXIT, TidemarkError } from '../../errors.ts';
import { dropExceptions, writeExceptions } from '../ledger/exceptions.ts';
import { hasLedger } from '../ledger/ledger.ts';
import { readRecorded } from '../ledger/recorded.ts';
import { fence } from '../ledger/runs.ts';
import { look } from '../introspect/look.ts';
import { reach } from './reach.ts';
import { invoke, type InvocationOptions } from './invocation.ts';

export interface LetBeOptions extends InvocationOptions, CompareOptions {
  readonly addresses: readonly string[];
  readonly until: Date;
  readonly reason?: string | undefined;
}

/** The drift that is let be from now on. Throws DRIFT_UNKNOWN (exit 64) for an address that has not drifted, and what invoke throws. */
export async function letBe(options: LetBeOptions): Promise<readonly Drifted[]> {
  return invoke('drift --ignore', options, async (i) => {
    const { session } = i.target;
    const recorded = (await hasLedger(session)) ? await readRecorded(session, options.project) : undefined;
    if (recorded?.runner === undefined) throw unknown(options.addresses[0]!, []);
    // What is ignored already may get another day.
    const fresh = { ...recorded, exceptions: recorded.exceptions.filter((e) => e.kind !== 'ignored') };
    const { drifted } = compare(await look(session, recorded.runner, reach(recorded.objects.keys())), fresh, { ignore: options.ignore });
    const chosen = options.addresses.map((address) => {
      const found = drifted.find((d) => d.address === address);
      if (found === undefined) throw unknown(address, drifted);
      return found;
    });
    const run = await i.begin();
    await session.run('BEGIN');
    try {
      await fence(session, run.run);
      const over = recorded.exceptions.filter((e) => e.kind === 'ignored' && e.expired).map((e) => e.address);
      await dropExceptions(session, options.project, 'ignored', over);
      await writeExceptions(
        session,
        options.project,
        chosen.map((d) => ({
          address: d.address,
          module: d.module,
          kind: 'ignored' as const,
          planned: d.is === 'added' ? null : Object.fromEntries(d.attrs.map((a) => [a.name, a.was])),
          found: d.is === 'gone' ? null : Object.fromEntries(d.attrs.map((a) => [a.name, a.is])),
          fingerprint: d.fingerprint,
          until: options.until.toISOString(),
          reason: options.reason ?? null,
        })),
      );
      await session.run('COMMIT');
    } catch (error) {
      await session.run('ROLLBACK').catch(() => undefined); // the first error is the one to tell
      throw error;
    }
    return chosen;
  });
}

function unknown(address: string, drifted: readonly Drifted[]): TidemarkError {
  return new TidemarkError('DRIFT_UNKNOWN', `${address} has not drifted here`, {
    details: drifted.map((d) => `- ${d.address}`),
    next: drifted.length === 0 ? 'tidemark drift' : `write the address as tidemark drift prints it, e.g. ${JSON.stringify(drifted[0]!.address)}`,
    exit: EXIT.usage,
  });
}
