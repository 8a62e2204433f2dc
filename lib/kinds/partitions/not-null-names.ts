// Owns the names of NOT NULL constraints (18): what a parent passes on has its name, what a child keeps or has before has its own.
import { address, addressOf, keyOf, type Address, type Key } from '../../catalog/address.ts';
import { edgesTo } from '../../catalog/listed.ts';
import { ident, qualified } from '../../sql/quote.ts';
import { derivedName } from '../names/derived-name.ts';
import { belowOf, isInherited, isPartition, keptLikes, likesAbove, tableOf } from './inheritance.ts';
import type { CatalogObject, Context, Difference, Draft } from '../kind.ts';

const table = (at: Address): string => qualified(at.names.slice(0, 2));
const ownName = (at: Address): string => derivedName(at.names[1]!, at.names[2]!, 'not_null');
export const constraintName = (o: CatalogObject): string => (o.attrs['name'] as string | undefined) ?? ownName(o.at);

/** While a parent's is passed on, its name is the children's name: one of their own is given before or after. */
export function passing(d: Difference): Draft[] {
  const ends = d.to.attrs['noInherit'] === true;
  const change: Draft = {
    sql: `ALTER TABLE ${table(d.to.at)} ALTER CONSTRAINT ${ident(constraintName(ends ? d.from : d.to))} ${ends ? 'NO INHERIT' : 'INHERIT'}`,
    what: 'inheritance',
    ...(ends ? { frees: [passedOnNoMore(keyOf(d.to.at))] } : { takes: [`passed on ${keyOf(d.to.at)}`] }),
  };
  const name = d.attrs.includes('name') ? renamed(d) : [];
  return ends ? [change, ...name] : [...name, change];
}

export function renamed(d: Difference): Draft[] {
  const [was, is] = [calledThere(d.from), calledThere(d.to)];
  if (was === is) return [];
  return [
    {
      sql: rename(d.to, was, is),
      what: 'constraint name',
      frees: parentsNames(d.to).map((key) => `passed on ${key}`),
      takes: parentsNames(d.from).map(passedOnNoMore),
    },
  ];
}

/** What came from a parent has the parent's name, and not the one that it would get by itself. */
export function calledThere(o: CatalogObject): string {
  return o.bond === undefined && !isInherited(o) ? constraintName(o) : ((o.aside?.['constraint'] as string | undefined) ?? constraintName(o));
}

/** The like of it in the parents that pass it on. */
export function parentsNames(o: CatalogObject): Key[] {
  return ((o.aside?.['parents'] ?? []) as readonly (readonly string[])[]).map((names) => keyOf(address(o.at.kind, names)));
}

/** Slot: what children keep of it is no longer called by its name. */
export function passedOnNoMore(parents: Key): string {
  return `not passed on ${parents}`;
}

/** It was a parent's alone, which goes, and gets its own name when that does. */
export function staysBehind(d: Difference, ctx: Context): boolean {
  return d.from.bond === 'inherited' && d.to.bond === undefined && parentsNames(d.from).some((key) => ctx.brokenHere(addressOf(key)));
}

/** What children keep of it has its name, and is to have their own. */
export function keptNames(o: CatalogObject, ctx: Context): Draft[] {
  if (ctx.floor < 18) return [];
  return keptLikes(o, ctx).flatMap((was) => {
    const is = ctx.desired.objects.get(keyOf(was.at));
    // What it declares too has either name, by the way here; on a way back, the one that it got on the way there.
    if (is === undefined || is.bond !== undefined || (was.bond !== 'inherited' && !ctx.back)) return [];
    const [old, own] = [
      calledThere(was),
      was.bond === 'merged' ? ((is.aside?.['constraint'] as string | undefined) ?? constraintName(is)) : constraintName(is),
    ];
    if (old === own) return [];
    return [{ sql: rename(was, old, own), what: 'name of what stays', needs: [o.at], alters: [was.at] }];
  });
}

/** What a child has before is to be the parent's: it gets the parent's name, as what the parent brings has. */
export function takenUpNames(o: CatalogObject, ctx: Context): Draft[] {
  if (ctx.floor < 18) return [];
  return belowOf(o, ctx).flatMap(({ like }) => {
    if (like === undefined || !isTakenUp(like, ctx) || constraintName(like) === constraintName(o)) return [];
    if (givesWay(like, ctx))
      return [
        {
          sql: `ALTER TABLE ${table(like.at)} ALTER COLUMN ${ident(like.at.names[2]!)} DROP NOT NULL`,
          what: 'gives way to that of its parent',
          alters: [like.at],
        },
      ];
    return [{ sql: rename(like, constraintName(like), constraintName(o)), what: 'name of what it takes up', alters: [like.at] }];
  });
}

/** A partition's goes before its parent's comes: taken up it would stay the partition's own, and in the way once the parent's is gone again. */
function givesWay(like: CatalogObject, ctx: Context): boolean {
  const identity = ctx.current.objects.get(keyOf(like.within!))?.attrs['identity'] != null;
  return isPartition(tableOf(like), ctx.desired) && !identity && !edgesTo(ctx.current, keyOf(like.at)).some((e) => e.how === 'needs');
}

/** What gave way was valid, and is so again, although the parent's is not. */
export function validAgain(o: CatalogObject, ctx: Context): Draft[] {
  if (ctx.floor < 18 || o.attrs['validated'] !== false) return [];
  return belowOf(o, ctx).flatMap(({ like }) => {
    const is = like === undefined ? undefined : ctx.desired.objects.get(keyOf(like.at));
    if (is === undefined || like!.attrs['validated'] === false || is.attrs['validated'] === false) return [];
    if (!isTakenUp(like!, ctx) || constraintName(like!) === constraintName(o) || !givesWay(like!, ctx)) return [];
    return [{ sql: `ALTER TABLE ${table(is.at)} VALIDATE CONSTRAINT ${ident(calledThere(is))}`, what: 'validate', needs: [o.at], alters: [is.at] }];
  });
}

/** It is there before a parent has it, and is the parent's after. */
export function isTakenUp(o: CatalogObject, ctx: Context): boolean {
  const is = ctx.desired.objects.get(keyOf(o.at));
  return !isInherited(o) && is !== undefined && isInherited(is) && !ctx.brokenHere(o.at) && likesAbove(is, ctx.desired).some((at) => ctx.madeHere(at));
}

function rename(o: CatalogObject, from: string, to: string): string {
  return `ALTER TABLE ${table(o.at)} RENAME CONSTRAINT ${ident(from)} TO ${ident(to)}`;
}
