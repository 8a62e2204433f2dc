// Owns a key that takes the place of another one or of an index: built beside it, put in place in one short transaction.
import { address, keyOf } from '../../catalog/address.ts';
import { ident, qualified } from '../../sql/quote.ts';
import { commentSql } from '../attributes/comment.ts';
import { dropped, nameBeside, namesBeside } from './concurrent.ts';
import { definition, hasIndex, indexOf, name, on, tableOf, type } from './constraint-parts.ts';
import { violations } from './constraint-rows.ts';
import { isPartitioned } from '../partitions/inheritance.ts';
import { addUsingIndex, concurrentIndex, extras, usingIndex } from './key-index.ts';
import type { CatalogObject, Context, Difference, Draft, Outcome } from '../kind.ts';
import { leanedOn } from './leaners.ts';
import { trailing } from '../attributes/trailing.ts';
import { asked } from './violations.ts';
import { isOffMeanwhile } from '../partitions/remade-parent.ts';

/** The index of its name becomes its own, or steps aside for the one that was built beside it. */
export function overIndex(o: CatalogObject, { index, fits }: { index: CatalogObject; fits: boolean }, asked: Partial<Draft>, ctx: Context): Draft[] {
  if (fits) return [{ sql: usingIndex(o, o.at.names[2]!), what: 'of the index that has its name', ...asked, breaks: [index.at] }];
  const [schema, own] = indexOf(o.at) as [string, string];
  const [temporary, retired] = namesBeside(schema, own, ctx);
  const aside = address('index', [schema, retired]);
  const beside = concurrentIndex(o, [schema, temporary]);
  const made: Draft =
    beside === undefined
      ? { sql: `${on(o)} ADD CONSTRAINT ${name(o)} ${definition(o)}`, ...asked }
      : { sql: usingIndex(o, temporary), breaks: [address('index', [schema, temporary])] };
  const build = beside === undefined ? [] : [{ ...beside, ...asked, what: 'build its index beside the one that has its name' }];
  // a foreign key would lean on the old one again while it is there
  if (leanedOn(keyOf(index.at), ctx.current))
    return [...build, { sql: `DROP INDEX ${qualified(index.at.names)}`, what: 'the index that has its name', breaks: [index.at] }, made];
  return [
    ...build,
    { sql: `ALTER INDEX ${qualified(index.at.names)} RENAME TO ${ident(retired)}`, what: 'the old one aside', makes: [aside], breaks: [index.at] },
    made,
    ...trailing(o, [dropped(aside.names, 'the old one')]),
  ];
}

/** A key is replaced without a moment in which it is missing. */
export function rebuild(d: Difference, ctx: Context): Outcome {
  if (!ctx.online || !hasIndex(d.to) || !hasIndex(d.from) || !ctx.existed(d.to.within!) || isPartitioned(d.to.within!, ctx.desired)) return 'replace';
  if (
    isOffMeanwhile(d.to.within!, ctx) ||
    d.from.attrs['partOf'] != null ||
    d.to.attrs['inherited'] != null ||
    (type(d.from) !== type(d.to) && anotherPrimary(d, ctx))
  )
    return 'replace';
  const temporary = nameBeside(d.to.at.names[0]!, d.to.at.names[2]!, ctx);
  const index = concurrentIndex(d.to, [d.to.at.names[0]!, temporary]);
  if (index === undefined) return 'replace';
  const comment = d.to.attrs['comment'];
  return [
    { ...index, ...asked(violations(d.to, ctx)) },
    { sql: `${on(d.to)} DROP CONSTRAINT ${name(d.to)}, ${addUsingIndex(d.to, temporary)}`, what: 'put in place', breaks: [...(index.makes ?? [])] },
    ...extras(d.to),
    ...(comment == null || d.attrs.includes('comment')
      ? []
      : [{ sql: commentSql(`CONSTRAINT ${name(d.to)} ON ${qualified(tableOf(d.to.at))}`, comment), what: 'comment' }]),
  ];
}

/** A primary key that another one makes way for waits for that, so it comes and goes by itself. */
function anotherPrimary({ to }: Difference, ctx: Context): boolean {
  const others = [...ctx.current.objects.values(), ...ctx.desired.objects.values()].filter((o) => o.at.kind === to.at.kind && keyOf(o.at) !== keyOf(to.at));
  return others.some((o) => type(o) === 'primary key' && keyOf(o.within!) === keyOf(to.within!));
}
