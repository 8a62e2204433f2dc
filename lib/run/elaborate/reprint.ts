// Texts printed by two servers are never compared: a foreign catalog is built in the shadow and read back there, so that
// one engine prints both sides.
import { addressOf, show } from '../../catalog/address.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { samePrinter } from '../../catalog/catalog.ts';
import { TidemarkError } from '../../errors.ts';
import { plan } from '../../plan/plan.ts';
import { introspect } from '../introspect/introspect.ts';
import type { ServerError, Session } from '../session/session.ts';

/** `session` stands on an empty state and is left as it was. Attributes that the shadow cannot hold keep the foreign server's word. */
export async function reprint(foreign: Catalog, session: Session): Promise<Catalog> {
  await session.run('BEGIN');
  try {
    const empty = await introspect(session);
    if (samePrinter(foreign.printer, empty.printer) && foreign.printer.engine === empty.printer.engine) return foreign;
    // Bodies may speak of what a later step makes.
    await session.run('SET LOCAL check_function_bodies = off');
    const planned = plan({ current: empty, desired: foreign, floor: Math.floor(empty.printer.server / 10000), online: false, using: new Map() });
    for (const step of planned.parts.flatMap((p) => p.segments).flatMap((s) => s.steps)) {
      try {
        await session.run(step.sql);
      } catch (error) {
        const what = step.makes[0] ?? step.alters[0];
        throw new TidemarkError(
          'REPRINT_REFUSED',
          `the shadow cannot hold ${what === undefined ? step.does : show(addressOf(what))} as the server prints it: ${(error as ServerError).message}`,
          {
            details: [step.sql],
            next: 'compare with a real server as shadow: --shadow <url of an empty database of the same major>',
            cause: error,
          },
        );
      }
    }
    const printed = await introspect(session);
    return { ...printed, unmodelled: foreign.unmodelled };
  } finally {
    await session.run('ROLLBACK');
  }
}
