// Owns how a table comes under its parents and leaves them: partitions are attached and detached, children inherit or no longer do.
import { address, keyOf, type Address } from '../../catalog/address.ts';
import { qualified } from '../../sql/quote.ts';
import { madeBefore } from './clones-at-once.ts';
import { leftOver } from './inheritance.ts';
import { arriving, goneAbove, stopgapsGone } from './joining.ts';
import type { CatalogObject, Context, Difference, Draft, Value } from '../kind.ts';
import { whileOff } from '../keys/references.ts';
import { backIn } from './partition-key.ts';
import { goneBeforeJoining } from './own-likes.ts';
import { identitiesBack, identitiesGoOn, identitiesOff } from './joined-identity.ts';
import { leavesAndJoins } from './remade-parent.ts';
import { triggersAgain } from './trigger-clones.ts';
import { attach, detach, joined, left, place, placeForGood } from './leave-and-join.ts';

const on = (o: CatalogObject): string => `ALTER TABLE ${qualified(o.at.names)}`;
export const pair = (value: Value | undefined): string => qualified(value as string[]);

/** Bounds must not overlap: whoever leaves a parent does so before anybody joins it. */
export function freesPlace(o: CatalogObject): Pick<Draft, 'frees'> {
  const parent = o.attrs['partitionOf'] as readonly string[] | null | undefined;
  return parent == null ? {} : { frees: [place(parent), placeForGood(parent)] };
}

export function takesPlace(o: CatalogObject): Pick<Draft, 'takes'> {
  const parent = o.attrs['partitionOf'] as readonly string[] | null | undefined;
  return parent == null ? {} : { takes: [place(parent)] };
}

/** A partition that only gets other bounds leaves when the others are gone, so that it can be back at once. */
function stepsOut(o: CatalogObject, ctx: Context): Pick<Draft, 'frees' | 'takes' | 'atOnce'> {
  const parent = o.attrs['partitionOf'] as readonly string[];
  return {
    atOnce: place(parent),
    frees: [place(parent)],
    takes: [placeForGood(parent), backIn(o.at), ...goneAbove(o, ctx), ...(whileOff(o.at, ctx).leaves.takes ?? [])],
  };
}

/** A partition inherits from no other table. */
export function underParents(d: Difference, ctx: Context): Draft[] {
  const bound = d.attrs.includes('partitionOf') || d.attrs.includes('bound') ? reattach(d, ctx) : [];
  return d.to.attrs['partitionOf'] == null ? [...bound, ...inherits(d, ctx)] : [...inherits(d, ctx), ...bound];
}

function inherits(d: Difference, ctx: Context): Draft[] {
  const [was, is] = [d.from, d.to].map((o) => ((o.attrs['inherits'] ?? []) as string[][]).map((names) => address('table', names))) as [Address[], Address[]];
  const lacks = (list: readonly Address[], p: Address): boolean => !list.some((q) => keyOf(q) === keyOf(p));
  return [
    ...was.filter((p) => lacks(is, p)).map((p) => ({ sql: `${on(d.to)} NO INHERIT ${qualified(p.names)}`, what: 'inherits', frees: [left(d.to.at)] })),
    ...is
      .filter((p) => lacks(was, p))
      .map((p) => ({
        sql: `${on(d.to)} INHERIT ${qualified(p.names)}`,
        what: 'inherits',
        takes: [leftOver(d.to.at)],
        needs: [p, ...arriving(d.to, p.names, ctx)],
      })),
  ];
}

export function joinsAgain(o: CatalogObject, ctx: Context): Draft {
  const parent = o.attrs['partitionOf'] as string[];
  return {
    sql: attach(o),
    what: `partition ${o.at.names[1]!}`,
    frees: [...(whileOff(o.at, ctx).joins.frees ?? []), joined(o.at)],
    needs: [address('table', parent), ...arriving(o, parent, ctx)],
  };
}

function reattach(d: Difference, ctx: Context): Draft[] {
  if (leavesAndJoins(d.to.at, ctx)) return [];
  const out: Draft[] = [];
  const [was, is] = [d.from.attrs['partitionOf'], d.to.attrs['partitionOf']];
  // Between leaving and joining the same parent nothing may happen that the parent would have passed on.
  const stays = was != null && is != null && pair(was) === pair(is);
  if (was != null)
    out.push({
      sql: detach(d.from),
      what: 'partition',
      ...(stays ? stepsOut(d.from, ctx) : { frees: [...freesPlace(d.from).frees!, left(d.to.at)] }),
    });
  if (is == null) out.push(...identitiesBack(d.to, ctx));
  if (was == null) out.push(...identitiesOff(d.to, ctx));
  if (is != null)
    out.push({
      sql: attach(d.to),
      what: 'partition',
      takes: [
        ...takesPlace(d.to).takes!,
        ...goneAbove(d.to, ctx),
        ...goneBeforeJoining(d.to, ctx),
        madeBefore(d.to.at),
        ...(stays ? [] : stopgapsGone(d.to.at, ctx)),
        ...(was == null || stays ? [] : [leftOver(d.to.at)]),
      ],
      frees: [...(stays ? whileOff(d.to.at, ctx).joins.frees! : []), joined(d.to.at)],
      needs: stays ? [] : [address('table', is as string[]), ...arriving(d.to, is as string[], ctx)],
    });
  if (was == null) out.push(...identitiesGoOn(d.to, ctx));
  if (stays) out.push(...triggersAgain(d.to.at, ctx));
  return out;
}
