// Owns the refusal of what the oldest server that a plan must run on does not know.
import { show } from '../catalog/address.ts';
import type { Change } from '../catalog/diff.ts';
import { TidemarkError } from '../errors.ts';
import { kindOf } from '../kinds/registry.ts';

/** Of what comes, or changes into something newer; what is there already was let in before. Throws FLOOR_TOO_OLD. */
export function assertFloor(changes: readonly Change[], floor: number): void {
  for (const c of changes) {
    if (c.is === 'drop') continue;
    const { needsServer } = kindOf(c.to.at.kind);
    const needed = needsServer?.(c.to);
    if (needed === undefined || needed.major <= floor || (c.is === 'alter' && needsServer!(c.from)?.what === needed.what)) continue;
    throw new TidemarkError('FLOOR_TOO_OLD', `${show(c.to.at)} has what PostgreSQL ${needed.major} brought, ${needed.what}; plans have to run on ${floor}`, {
      at: { object: show(c.to.at) },
      next: `say postgres: '>=${needed.major}' in the config (or --floor ${needed.major}), or take it out of the definition`,
      exit: 3,
    });
  }
}
