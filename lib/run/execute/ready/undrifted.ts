// Owns the comparison of what a plan touches on the target with what the ledger recorded there.
import { addressOf, keyOf, show, type Key } from '../../../catalog/address.ts';
import type { Catalog, CatalogObject } from '../../../catalog/catalog.ts';
import { changedAttrs } from '../../../catalog/diff.ts';
import { TidemarkError } from '../../../errors.ts';
import type { PlanFile, PlanSegment } from '../../../format/plan.generated.ts';
import { slotsOf } from '../../../plan/order/precedence.ts';
import { keyOfText } from '../../introspect/look.ts';
import { comesWith, goesAlong, leanedOn, namesOf } from '../../ledger/leaning.ts';
import type { Recorded } from '../../ledger/recorded.ts';
import { stepsIn } from './acknowledged.ts';

/** What earlier plans of the same run have made, changed or removed: their own checks vouch for it. */
export type Handled = Set<Key>;

/**
 * The live objects the plan touches and leans on must be what the ledger recorded; what it makes must not be there.
 * Throws TARGET_DRIFTED, TARGET_OCCUPIED.
 */
export function assertUndrifted(plan: PlanFile, segments: readonly PlanSegment[], live: Catalog, recorded: Recorded, handled: Handled): void {
  const drifted: string[] = [];
  const occupied: { makes: string; there: string }[] = [];
  const taken = takenThere(live, recorded);
  const made = new Set<Key>(handled);
  const homes = new Set([...made].map(namesOf));
  const standing = new Set([...recorded.objects.values()].filter((o) => o.within === undefined).map((o) => JSON.stringify(o.at.names)));
  const broken = new Set<Key>();
  // Of several steps that make one object the last one says so: NOT VALID first, VALIDATE later.
  const coming = new Set(
    stepsIn(segments)
      .flatMap((s) => s.makes ?? [])
      .map(keyOfText),
  );
  const occupy = (text: string): void => {
    for (const slot of slotsOf({ at: addressOf(keyOfText(text)), attrs: (plan.expect[text] ?? {}) as CatalogObject['attrs'] })) {
      const there = taken.get(slot);
      if (there !== undefined && !made.has(keyOf(there.at)) && !goesAlong(keyOf(there.at), live, broken)) occupied.push({ makes: text, there: show(there.at) });
    }
  };
  for (const step of stepsIn(segments)) {
    for (const text of [...(step.alters ?? []), ...(step.breaks ?? []), ...(step.needs ?? [])]) {
      const key = keyOfText(text);
      if (made.has(key) || (!live.objects.has(key) && !recorded.objects.has(key) && (coming.has(key) || comesWith(key, homes) || comesInto(key, standing))))
        continue;
      const difference = differs(key, live, recorded, step.needs?.includes(text) === true);
      if (difference !== undefined && !drifted.includes(difference)) drifted.push(difference);
    }
    for (const key of leanedOn(step, live, recorded)) {
      if (made.has(key)) continue;
      const difference = differs(key, live, recorded, true);
      if (difference !== undefined && !drifted.includes(difference)) drifted.push(difference);
    }
    for (const text of step.breaks ?? []) {
      made.add(keyOfText(text));
      broken.add(keyOfText(text));
    }
    for (const text of step.makes ?? []) {
      const key = keyOfText(text);
      // What the ledger has goes by another step's doing before it is made again: a partition's own NOT NULL with its parent's.
      const theirs = live.objects.has(key) && !recorded.objects.has(key) && !goesAlong(key, live, broken);
      if (!made.has(key) && theirs && !/^\s*CREATE\s+(SCHEMA|EXTENSION)\s+IF\s+NOT\s+EXISTS\b/i.test(step.sql)) occupied.push({ makes: text, there: text });
      else if (!made.has(key)) occupy(text);
      made.add(key);
      homes.add(namesOf(key));
    }
  }
  // What comes with a table is not said by a step.
  for (const text of Object.keys(plan.expect)) if (!made.has(keyOfText(text)) && comesWith(keyOfText(text), homes)) occupy(text);
  if (drifted.length > 0) {
    throw new TidemarkError('TARGET_DRIFTED', `${plan.plan} touches what somebody else changed on the target: ${drifted[0]}; nothing was changed`, {
      exit: 3,
      details: drifted,
      next: 'tidemark drift shows everything that differs; undo the change there, or bring it into the definitions',
    });
  }
  if (occupied.length > 0) {
    const [{ makes, there }] = occupied as [(typeof occupied)[0]];
    throw new TidemarkError(
      'TARGET_OCCUPIED',
      `${plan.plan} makes ${makes}, and the target has ${there === makes ? 'one' : there} that no plan of this project made; nothing was changed`,
      {
        exit: 3,
        at: { object: makes },
        details: [...new Set(occupied.map((o) => o.there))],
        // Of a module that has nothing here yet, what is there is most likely the very thing.
        next:
          plan.parent === undefined
            ? 'where it was made before tidemark came: tidemark baseline takes it over; else rename or drop it there'
            : 'rename or drop it there',
      },
    );
  }
}

/** The names that strangers have there, and that something of another kind may want. */
function takenThere(live: Catalog, recorded: Recorded): Map<string, CatalogObject> {
  const out = new Map<string, CatalogObject>();
  for (const [key, o] of live.objects) if (!recorded.objects.has(key)) for (const slot of slotsOf(o)) out.set(slot, o);
  return out;
}

/** Neither the ledger nor the target has it, in something that the ledger has: a step brings it without saying so, as the type of a typed table its column. */
function comesInto(key: Key, standing: ReadonlySet<string>): boolean {
  const { names } = addressOf(key);
  return names.length >= 3 && standing.has(JSON.stringify(names.slice(0, 2)));
}

/** What of it is otherwise than recorded, in words. `onlyLeansOn`: nothing changes it, so that it need not be there. */
export function differs(key: Key, live: Catalog, recorded: Recorded, onlyLeansOn: boolean): string | undefined {
  const was = recorded.objects.get(key);
  const is = live.objects.get(key);
  const name = show(addressOf(key));
  if (was === undefined) return is === undefined && !onlyLeansOn ? `${name} is not there` : undefined;
  if (is === undefined) return `${name} is gone`;
  const printer = recorded.printers.get(was.module ?? '');
  // Texts of two servers say nothing about each other.
  if (printer !== undefined && Math.floor(printer.server / 10_000) !== Math.floor(live.printer.server / 10_000)) return undefined;
  const attrs = changedAttrs(was, is);
  return attrs.length === 0 ? undefined : `${name} differs in ${attrs.join(', ')}`;
}
