// Texts printed by two servers are never compared: a foreign catalog is built in the shadow and read back there, so that
// one engine prints both sides.
import { addressOf, show } from '../../catalog/address.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { samePrinter } from '../../catalog/catalog.ts';
import { TidemarkError } from '../../errors.ts';
import { plan } from '../../plan/plan.ts';
import { introspect } from '../introspect/introspect.ts';
import { batch } from '../session/batch.ts';
import type { Session } from '../session/session.ts';
import { stub, stubRoles } from '../shadow/stubs.ts';

/** `session` stands on an empty state and is left as it was. Attributes that the shadow cannot hold keep the foreign server's word. */
export async function reprint(foreign: Catalog, session: Session): Promise<Catalog> {
  const empty = await introspect(session);
  if (samePrinter(foreign.printer, empty.printer) && foreign.printer.engine === empty.printer.engine) return foreign;
  const planned = plan({ current: empty, desired: foreign, floor: Math.floor(empty.printer.server / 10000), online: false, using: new Map() });
  const steps = planned.parts.flatMap((p) => p.segments).flatMap((s) => s.steps);
  const texts = steps.map((step) => step.sql);
  await stub(session, texts);
  await stubRoles(session, texts);
  await session.run('BEGIN');
  try {
    // Bodies may speak of what a later step makes.
    const { failed } = await batch(session, ['SET LOCAL check_function_bodies = off', ...texts]);
    if (failed !== undefined) {
      const step = steps[failed.index - 1];
      const what = step?.makes[0] ?? step?.alters[0];
      throw new TidemarkError(
        'REPRINT_REFUSED',
        `the shadow cannot hold ${what === undefined ? (step?.does ?? 'the catalog') : show(addressOf(what))} as the server prints it: ${failed.error.message}`,
        {
          details: step === undefined ? [] : [step.sql],
          next: 'compare with a real server as shadow: --shadow <url of an empty database of the same major>',
          cause: failed.error,
        },
      );
    }
    const printed = await introspect(session);
    return { ...printed, unmodelled: foreign.unmodelled };
  } finally {
    await session.run('ROLLBACK');
  }
}
