// Owns PRIMARY KEY, UNIQUE, FOREIGN KEY, CHECK and EXCLUDE constraints of tables, with the index behind them.
import { address, keyOf } from '../catalog/address.ts';
import { ident, qualified } from '../sql/quote.ts';
import { copiesBeside, gone } from './partitions/adoptable.ts';
import { inCircle } from './keys/circles.ts';
import { definition, deferral, hasIndex, indexOf, name, on, tableOf, type } from './keys/constraint-parts.ts';
import { constraintQuery } from './keys/constraint-query.ts';
import { add, validate } from './keys/adding.ts';
import { violations } from './keys/constraint-rows.ts';
import { extras, indexComment, moveIndex, usingIndex } from './keys/key-index.ts';
import { attach, comes, inParts } from './partitions/key-parts.ts';
import { givenItsName, nameBefore, nameOfClone, originalOf, takesTurns } from './partitions/clone-name.ts';
import { keyCloning as cloning } from './partitions/clonings.ts';
import { goesForIndex } from './keys/index-turned-key.ts';
import { rebuild } from './keys/key-beside.ts';
import { cloneOptions, clustering, identifying, indexExtras, indexOptions, someClustered } from './keys/index-parts.ts';
import { afterLeaving, afterParents, goesWithParent, isLeftBehind, keptBelow, leavesAlone, leavesParents, merging } from './partitions/inheritance.ts';
import type { CatalogObject, Context, Difference, Draft, Kind, Outcome } from './kind.ts';
import { staysComparable } from './keys/key-types.ts';
import { leanedOn } from './keys/leaners.ts';
import { attachments, heldMeanwhile, isCompleted, keysToTakeIn, partToPromote, whileDetached, wholeOf, wholeThatHolds } from './partitions/partition-key.ts';
import { breaksUp, goesBeforeLeaving, pointer, servedBy } from './keys/references.ts';
import { joinsHere, outlivesParent } from './partitions/remade-parent.ts';
import { afterIdentified } from './keys/row-identity.ts';
import { trailing } from './attributes/trailing.ts';
import { comesAstray } from './partitions/tablespace.ts';
import { likesBelow } from './partitions/own-likes.ts';
import { takersAgain } from './partitions/taken-in.ts';

const deferrals = ['deferrable', 'deferred'];
const defining = ['definition', 'predicate', 'columns', 'type', 'onUpdate', 'onDelete', 'references', 'referencedColumns', 'noInherit'];
/** What only another index behind it can change. */
const ofKeys = [...deferrals, ...defining];

export const constraint: Kind = {
  name: 'table constraint',
  class: 'pg_constraint',
  rank: 300,
  replaceable: true,
  outlives: outlivesParent,
  ridesTypeChange: (o, ctx, swapped) => type(o) !== 'foreign key' || staysComparable(o, ctx, swapped),
  holdsOn: ['deferrable', 'deferred', 'enforced', 'validated', 'options', 'tablespace', 'clustered', 'indexComment', 'valid'],
  portable: ['type', 'columns', 'references', 'onUpdate', 'onDelete', 'deferrable', 'deferred', 'validated', 'noInherit', 'enforced'],

  query: constraintQuery,

  clause(o, ctx) {
    // A foreign key of its parent's may come before the table or after.
    if (comes(o, ctx))
      return type(o) !== 'foreign key' &&
        o.attrs['validated'] !== false &&
        cloneExtras(o, ctx).length === 0 &&
        renamedClone(o, ctx) === null &&
        !(hasIndex(o) && takesTurns(o, ctx, cloning))
        ? ''
        : null;
    if (o.attrs['validated'] === false || o.attrs['indexComment'] != null || o.attrs['valid'] === false || indexExtras(o, [], []).length > 0) return null;
    if ((type(o) === 'exclusion' && o.attrs['tablespace'] != null) || partToPromote(o, ctx) !== undefined || attach(o, ctx).length > 0) return null;
    if (hasTwin(o, ctx) || breaksUp(o, ctx) || waitsToJoin(o, ctx) || (hasIndex(o) && copiesBeside(o, ctx).length + keysToTakeIn(o, ctx).needs.length > 0))
      return null;
    return `CONSTRAINT ${name(o)} ${definition(o)}`;
  },

  create(o, ctx) {
    if (comes(o, ctx)) return [renamedClone(o, ctx), ...cloneExtras(o, ctx)].filter((d) => d !== null);
    const part = partToPromote(o, ctx);
    const made = part === undefined ? add(o, ctx) : [{ sql: usingIndex(o, part), what: 'of its part of the index of its parent' }];
    return [...made, ...trailing(o, [...attach(o, ctx), ...(inParts(o, ctx) ? attachments(o, indexOf, ctx) : []), ...extras(o)])];
  },

  // In a circle of tables the foreign keys go first, and those of a partitioned table to itself before its partitions.
  ridesOnDrop: (o, ctx) => type(o) !== 'foreign key' || !inCircle(o, ctx),
  drop(o, ctx) {
    const check = type(o) === 'check';
    if (goesForIndex(o, ctx) || goesBeforeLeaving(o, ctx)) return null;
    if (goesWithParent(o, ctx) && !(check && leavesAlone(o, ctx))) return null;
    const from = check && keptBelow(o, ctx) ? `ALTER TABLE ONLY ${qualified(tableOf(o.at))}` : on(o);
    const frees =
      type(o) === 'foreign key' ? pointer(o, ctx).goes : hasIndex(o) ? { frees: [gone(o)] } : o.bond === undefined ? {} : { frees: [merging(o.at)] };
    const drop = afterIdentified(o, afterLeaving(o, { sql: `${from} DROP CONSTRAINT ${name(o)}`, ...frees }, ctx), ctx);
    const whole = wholeOf(o);
    return whole === undefined || ctx.brokenHere(whole) || leavesParents(o.within!, ctx) ? afterParents(o, drop, ctx) : whileDetached([o], drop, ctx);
  },

  original: originalOf,
  servedBy,
  remakes: (o, ctx) => (hasIndex(o) ? [...wholeThatHolds(o, ctx), ...takersAgain(o, ctx), ...likesBelow(o, ctx), ...heldMeanwhile(o, ofKeys, ctx)] : []),
  together: [deferrals, defining],
  swaps: (d, ctx) =>
    d.attrs.some((a) => ofKeys.includes(a)) && type(d.to) !== 'foreign key' && leanedOn(keyOf(d.to.at), ctx.current) && rebuild(d, ctx) !== 'replace',
  alter: {
    definition: (d, ctx) => rebuild(d, ctx),
    deferrable: (d, ctx) => {
      // one build for both
      if (type(d.to) !== 'foreign key') return d.attrs.some((a) => defining.includes(a)) ? null : rebuild(d, ctx);
      if (d.to.attrs['inherited'] != null) return followsParent(d);
      return {
        sql: `${on(d.to)} ALTER CONSTRAINT ${name(d.to)}${deferral(d.to) || ' NOT DEFERRABLE'}${d.to.attrs['deferrable'] === true && d.to.attrs['deferred'] !== true ? ' INITIALLY IMMEDIATE' : ''}`,
        what: 'deferral',
      };
    },
    enforced: enforcing,
    validated: (d, ctx) => (d.to.attrs['enforced'] === false ? null : d.to.attrs['validated'] === false ? 'replace' : validate(d.to, ctx)),
    options: (d, ctx) => unlessBuilt(d, () => indexOptions(d, indexOf(d.to.at), ctx)),
    tablespace: (d) => unlessBuilt(d, () => moveIndex(d.to)),
    clustered: (d, ctx) => unlessBuilt(d, () => clustering(d, tableOf(d.to.at), someClustered(d.to.within!, ctx))),
    replicaIdentity: (d) => unlessBuilt(d, () => identifying(d, tableOf(d.to.at))),
    indexComment: (d) => unlessBuilt(d, () => indexComment(d.to)),
    partOf: () => null,
    valid: (d, ctx) => (isCompleted(d.to, ctx) ? null : 'replace'),
    inherited: (d, ctx) => (isLeftBehind(d.from, d.to, ctx) ? 'replace' : attach(d.to, ctx)),
  },

  rename: (from, to) => ({ sql: `${on(from)} RENAME CONSTRAINT ${name(from)} TO ${ident(to.names[2]!)}` }),
  slots: (o) => [
    ...(hasIndex(o) ? [`pg_class:${JSON.stringify([indexOf(o.at), []])}`] : []),
    ...(type(o) === 'primary key' ? [`primary key:${JSON.stringify(tableOf(o.at))}`] : []),
  ],
  commentOn: (o) => `CONSTRAINT ${name(o)} ON ${qualified(tableOf(o.at))}`,
  needsServer(o) {
    const text = o.attrs['definition'] as string;
    if (o.attrs['enforced'] === false) return { major: 18, what: 'a constraint that is NOT ENFORCED' };
    if (/ WITHOUT OVERLAPS\)/.test(text) || /, PERIOD /.test(text)) return { major: 18, what: 'a constraint WITHOUT OVERLAPS' };
    if (text.startsWith('UNIQUE NULLS NOT DISTINCT')) return { major: 15, what: 'UNIQUE NULLS NOT DISTINCT' };
    if (/ON DELETE SET (NULL|DEFAULT) \(/.test(text)) return { major: 15, what: 'ON DELETE SET NULL of some columns' };
    return undefined;
  },
};

/** Another index that is built for it has all that from the start. */
function unlessBuilt(d: Difference, change: () => Outcome): Outcome {
  return hasIndex(d.to) && d.attrs.some((a) => ofKeys.includes(a)) ? null : change();
}

/** What nobody enforced may go and come again, which the server does without its lock while it looks at the rows. */
function enforcing(d: Difference, ctx: Context): Outcome {
  if (type(d.to) !== 'foreign key') return 'replace';
  if (d.to.attrs['inherited'] != null) return followsParent(d);
  const alter = `${on(d.to)} ALTER CONSTRAINT ${name(d.to)}`;
  if (d.to.attrs['enforced'] === false) return { sql: `${alter} NOT ENFORCED`, what: 'enforcement' };
  if (ctx.online && ctx.existed(d.to.within!)) return 'replace';
  const check = violations(d.to, ctx);
  return { sql: `${alter} ENFORCED`, what: 'enforcement', ...(check === undefined ? {} : { check }) };
}

/** A partition's foreign key changes with its parent's; one that is to become a part of it must be like it, and is made with it. */
function followsParent(d: Difference): Outcome {
  return d.from.attrs['inherited'] == null ? 'replace' : null;
}

/** A key over the columns of another one: said in one CREATE TABLE, the server takes the two for one. */
function hasTwin(o: CatalogObject, ctx: Context): boolean {
  if (type(o) !== 'unique') return false;
  const same = (c: CatalogObject): boolean => JSON.stringify(c.attrs['columns']) === JSON.stringify(o.attrs['columns']);
  const before = (c: CatalogObject): boolean => type(c) === 'primary key' || (type(c) === 'unique' && c.at.names[2]! < o.at.names[2]!);
  return ctx.children(o.within!).some((c) => c.at.kind === o.at.kind && c !== o && same(c) && before(c));
}

/** The key that it leans on may come with the parent's. */
function waitsToJoin(o: CatalogObject, ctx: Context): boolean {
  return type(o) === 'foreign key' && joinsHere(address('table', o.attrs['references'] as readonly string[]), ctx);
}

/** What is said of the index of a partition's clone alone, once the parent's brought it. */
function cloneExtras(o: CatalogObject, ctx: Context): Draft[] {
  if (!hasIndex(o)) return [];
  const index = indexOf(o.at);
  const own = [...cloneOptions(o, index, ctx), ...indexExtras(o, tableOf(o.at), index)];
  return [...(comesAstray(o, ctx) ? [moveIndex(o)] : []), ...own, ...(o.attrs['indexComment'] == null ? [] : [indexComment(o)])];
}

function renamedClone(o: CatalogObject, ctx: Context): Draft | null {
  // A partition made later than its parent's unvalidated check has a valid one.
  if (type(o) === 'check' && o.attrs['inherited'] == null) return null;
  const of = ctx.desired.objects.get(keyOf(address('table constraint', o.attrs['inherited'] as readonly string[])));
  if (type(o) === 'check' && of?.attrs['validated'] === false && o.attrs['validated'] !== false)
    // At once with the parent's: no way leads back to a partition's that is not valid.
    return { sql: `${on(o)} VALIDATE CONSTRAINT ${name(o)}`, what: 'validate', needs: [of.at] };
  // A check has the same name everywhere, and a foreign key its parent's.
  const passedOn = (): string => (type(o) === 'check' ? o.at.names[2]! : (o.attrs['inherited'] as readonly string[])[2]!);
  const was = nameBefore(o, ctx, () => (hasIndex(o) ? nameOfClone(o, ctx, cloning) : passedOn()));
  return givenItsName(o, was, `${on(o)} RENAME CONSTRAINT ${ident(was)} TO ${name(o)}`);
}
